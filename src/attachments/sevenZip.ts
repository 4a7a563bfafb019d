import type { SevenZipModule, SevenZipModuleFactory } from '7z-wasm'
import type { Closed, Files, MailFile } from '../domain.ts'
import { type Entry, keepEntries } from './archive.ts'
import { MAX_ENTRIES, MAX_ENTRY_BYTES, MAX_RATIO, MAX_UNPACKED_BYTES, RATIO_FROM_BYTES } from './limits.ts'
import { closedFile, type Opened } from './opened.ts'
import { volumeEnding } from './volumes.ts'

/** Names in the file system of 7-Zip, which is in memory and nobody else's. */
const FOLDER = '/in'
const LIST = '/wanted'
const OUT = '/out'

/** No password, no questions, names in UTF-8, names as they are. Without `-p` it would ask on standard input. */
const QUIETLY = ['-p', '-y', '-sccUTF-8', '-scsUTF-8', '-spd']

/**
 * Archives that 7-Zip opens and we do not: .rar (4 and 5), .7z, .tar, .cab. Sizes are read and weighed before anything is
 * unpacked. Everything happens in memory, in WebAssembly.
 *
 * @param rest the other parts, where it is one of several
 */
export async function openWithSevenZip(files: Files, file: MailFile, rest: readonly MailFile[] = []): Promise<Opened> {
  const program = await start()
  const archive = await store(program, files, [file, ...rest])
  const listed = list(program, archive)
  if (typeof listed === 'string') return closedFile(file, listed)
  const inside = listed.filter(entry => !entry.folder)
  const packed = [file, ...rest].reduce((sum, { bytes }) => sum + bytes, 0)
  const total = inside.reduce((sum, entry) => sum + entry.bytes, 0)
  if (inside.length > MAX_LISTED || total > MAX_UNPACKED_BYTES) return closedFile(file, 'tooLarge')
  if (total > RATIO_FROM_BYTES && total / packed > MAX_RATIO) return closedFile(file, 'tooLarge')
  program.allow(Math.min(MAX_UNPACKED_BYTES, Math.max(RATIO_FROM_BYTES, packed * MAX_RATIO)))
  const errors = extract(program, archive, inside)
  return keepEntries(
    files,
    file,
    inside.map(entry => ({
      ...entry,
      path: pathIn(file, entry.path),
      packedBytes: null,
      unpack: async () => take(program, entry, errors),
    })),
  )
}

/** Writes the parts where the program looks for them, under the endings by which it knows them → the first one's path. */
async function store(program: Program, files: Files, parts: readonly MailFile[]): Promise<string> {
  program.files.mkdir(FOLDER)
  for (const part of parts) program.files.writeFile(inputPath(part), await files.read(part.sha256))
  return parts.map(inputPath)[0] ?? FOLDER
}

const inputPath = (part: MailFile): string => `${FOLDER}/${INPUT}${volumeEnding(part)}`

/** Formats of one file know no name for it: it has the archive's, without its ending. */
const INPUT = 'tep'
const SINGLE = /\.(bz2|xz|lzma)$/i

const pathIn = ({ name }: MailFile, path: string): string =>
  path === INPUT ? name.replace(/\.t(bz2?|xz)$/i, '.tar').replace(SINGLE, '') : path

/** System litter is not counted yet. */
const MAX_LISTED = 4 * MAX_ENTRIES

const BROKE_DOWN = 'ERROR: 7-Zip broke down'
const TOO_LARGE = 'ERROR: more comes out than is allowed'

interface Program {
  readonly files: SevenZipModule['FS']
  /** How many bytes may be written from now on. */
  allow(bytes: number): void
  /** Runs a command → the lines it printed, and those of its errors. */
  run(...command: readonly string[]): { readonly lines: readonly string[]; readonly errors: readonly string[] }
}

async function start(): Promise<Program> {
  const lines: string[] = []
  const errors: string[] = []
  // Loaded when the first such archive comes: it takes a twentieth of a second.
  const factory: unknown = (await import('7z-wasm')).default
  const sevenZip = await (factory as SevenZipModuleFactory)({
    print: line => lines.push(line),
    printErr: line => errors.push(line),
    stdin: () => 0,
  })
  // A .bz2 does not say how large it becomes, and what says so may lie.
  let room = Number.POSITIVE_INFINITY
  const { write } = sevenZip.FS
  sevenZip.FS.write = (stream, bytes, offset, length, ...more) => {
    room -= length
    if (room < 0) throw new Error(TOO_LARGE)
    return write(stream, bytes, offset, length, ...more)
  }
  return {
    files: sevenZip.FS,
    allow(bytes) {
      room = bytes
    },
    run(...command) {
      lines.length = 0
      errors.length = 0
      try {
        sevenZip.callMain([...command])
      } catch (error) {
        // Damaged archives make 7-Zip throw numbers, or trap. What it had done until then counts.
        errors.push(error instanceof Error && error.message === TOO_LARGE ? TOO_LARGE : BROKE_DOWN)
      }
      return { lines: [...lines], errors: [...errors] }
    },
  }
}

interface Listed extends Pick<Entry, 'path' | 'bytes' | 'link'> {
  readonly folder: boolean
  readonly encrypted: boolean
}

function list(program: Program, archive: string): readonly Listed[] | Closed {
  const { lines, errors } = program.run('l', '-slt', ...QUIETLY, archive)
  const start = lines.indexOf('----------')
  if (start < 0) return errors.some(isAboutPassword) ? 'encrypted' : 'damaged'
  const entries: Map<string, string>[] = []
  for (const line of lines.slice(start + 1)) {
    const [, key = '', value = ''] = /^([A-Z][\w ]*) = ?(.*)$/s.exec(line) ?? []
    // The one file in a .bz2 or .xz has no name there.
    if (key === 'Path' || (entries.length === 0 && key !== ''))
      entries.push(new Map(key === 'Path' ? [] : [['Path', INPUT]]))
    entries.at(-1)?.set(key, value)
  }
  return entries.length === 0
    ? 'damaged'
    : entries.map(entry => ({
        path: entry.get('Path') ?? '',
        bytes: Number(entry.get('Size') ?? 0),
        folder: entry.get('Folder') === '+' || /^D/.test(entry.get('Attributes') ?? ''),
        link: (entry.get('Symbolic Link') ?? '') !== '' || (entry.get('Hard Link') ?? '') !== '',
        encrypted: entry.get('Encrypted') === '+',
      }))
}

const isAboutPassword = (line: string): boolean => /wrong password|encrypted archive/i.test(line)

/** Takes out what may be opened; returns what went wrong, by path. */
function extract(program: Program, archive: string, entries: readonly Listed[]): ReadonlyMap<string, Closed> {
  const wanted = entries.filter(({ bytes, link, encrypted }) => bytes <= MAX_ENTRY_BYTES && !link && !encrypted)
  const failed = new Map<string, Closed>()
  if (wanted.length === 0) return failed
  program.files.mkdir(OUT)
  program.files.writeFile(LIST, wanted.map(({ path }) => path).join('\n'))
  const chosen = wanted.length === 1 && wanted[0]?.path === INPUT ? [] : [`@${LIST}`]
  const { errors } = program.run('x', ...QUIETLY, `-o${OUT}`, archive, ...chosen)
  program.files.unlink(archive)
  if (errors.includes(TOO_LARGE)) return new Map(wanted.map(({ path }) => [path, 'tooLarge']))
  for (const line of errors) {
    const [, problem = '', path = ''] = /^ERROR: (.*?) : (.*)$/s.exec(line) ?? []
    failed.set(path, /unsupported method/i.test(problem) ? 'unknown' : 'damaged')
  }
  return failed
}

function take({ files }: Program, entry: Listed, errors: ReadonlyMap<string, Closed>): Uint8Array | Closed {
  const problem = entry.encrypted ? 'encrypted' : errors.get(entry.path)
  if (problem !== undefined) return problem
  const path = `${OUT}/${entry.path}`
  try {
    const bytes = files.readFile(path)
    files.unlink(path)
    return bytes
  } catch {
    // 7-Zip has written it under another name, or not at all.
    return 'damaged'
  }
}
