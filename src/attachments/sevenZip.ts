import type { SevenZipModule, SevenZipModuleFactory } from '7z-wasm'
import type { Closed, Files, MailFile } from '../domain.ts'
import { type Entry, keepEntries } from './archive.ts'
import { MAX_ENTRIES, MAX_ENTRY_BYTES, MAX_RATIO, MAX_UNPACKED_BYTES, RATIO_FROM_BYTES } from './limits.ts'
import { closedFile, type Opened } from './opened.ts'

/** Names in the file system of 7-Zip, which is in memory and nobody else's. */
const ARCHIVE = '/archive'
const LIST = '/wanted'
const OUT = '/out'

/** No password, no questions, names in UTF-8, names as they are. Without `-p` it would ask on standard input. */
const QUIETLY = ['-p', '-y', '-sccUTF-8', '-scsUTF-8', '-spd']

/**
 * Archives that 7-Zip opens and we do not: .rar (4 and 5), .7z, .tar, .cab. Sizes are read and weighed before anything is
 * unpacked. Everything happens in memory, in WebAssembly.
 */
export async function openWithSevenZip(files: Files, file: MailFile): Promise<Opened> {
  const program = await start()
  program.files.writeFile(ARCHIVE, await files.read(file.sha256))
  const listed = list(program)
  if (typeof listed === 'string') return closedFile(file, listed)
  const inside = listed.filter(entry => !entry.folder)
  const total = inside.reduce((sum, entry) => sum + entry.bytes, 0)
  if (inside.length > MAX_LISTED || total > MAX_UNPACKED_BYTES) return closedFile(file, 'tooLarge')
  if (total > RATIO_FROM_BYTES && total / file.bytes > MAX_RATIO) return closedFile(file, 'tooLarge')
  const errors = extract(program, inside)
  return keepEntries(
    files,
    file,
    inside.map(entry => ({ ...entry, packedBytes: null, unpack: async () => take(program, entry, errors) })),
  )
}

/** System litter is not counted yet. */
const MAX_LISTED = 4 * MAX_ENTRIES

const BROKE_DOWN = 'ERROR: 7-Zip broke down'

interface Program {
  readonly files: SevenZipModule['FS']
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
  return {
    files: sevenZip.FS,
    run(...command) {
      lines.length = 0
      errors.length = 0
      try {
        sevenZip.callMain([...command])
      } catch {
        // Damaged archives make 7-Zip throw numbers, or trap. What it had done until then counts.
        errors.push(BROKE_DOWN)
      }
      return { lines: [...lines], errors: [...errors] }
    },
  }
}

interface Listed extends Pick<Entry, 'path' | 'bytes' | 'link'> {
  readonly folder: boolean
  readonly encrypted: boolean
}

function list(program: Program): readonly Listed[] | Closed {
  const { lines, errors } = program.run('l', '-slt', ...QUIETLY, ARCHIVE)
  const start = lines.indexOf('----------')
  if (start < 0) return errors.some(isAboutPassword) ? 'encrypted' : 'damaged'
  const entries: Map<string, string>[] = []
  for (const line of lines.slice(start + 1)) {
    const [, key = '', value = ''] = /^([A-Z][\w ]*) = ?(.*)$/s.exec(line) ?? []
    if (key === 'Path') entries.push(new Map())
    entries.at(-1)?.set(key, value)
  }
  return entries.map(entry => ({
    path: entry.get('Path') ?? '',
    bytes: Number(entry.get('Size') ?? 0),
    folder: entry.get('Folder') === '+' || /^D/.test(entry.get('Attributes') ?? ''),
    link: (entry.get('Symbolic Link') ?? '') !== '' || (entry.get('Hard Link') ?? '') !== '',
    encrypted: entry.get('Encrypted') === '+',
  }))
}

const isAboutPassword = (line: string): boolean => /wrong password|encrypted archive/i.test(line)

/** Takes out what may be opened; returns what went wrong, by path. */
function extract(program: Program, entries: readonly Listed[]): ReadonlyMap<string, Closed> {
  const wanted = entries.filter(({ bytes, link, encrypted }) => bytes <= MAX_ENTRY_BYTES && !link && !encrypted)
  const failed = new Map<string, Closed>()
  if (wanted.length === 0) return failed
  program.files.mkdir(OUT)
  program.files.writeFile(LIST, wanted.map(({ path }) => path).join('\n'))
  const { errors } = program.run('x', ...QUIETLY, `-o${OUT}`, ARCHIVE, `@${LIST}`)
  program.files.unlink(ARCHIVE)
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
