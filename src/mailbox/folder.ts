import { createReadStream, existsSync } from 'node:fs'
import { cp, mkdir, readdir, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

/** One raw mail in the folder mailbox. */
export interface FolderMail {
  /** The path below the mailbox, with what tells this state of the file from a later one, and the place in an mbox. */
  readonly uid: string
  /** Its raw bytes. */
  stream(): AsyncIterable<Uint8Array>
}

/** A file that changed less than this long ago may still be being written: it is read at the next look. */
const SETTLED_MILLISECONDS = 1000

/**
 * Looks through a folder of mails: `.eml` files, mbox files and Maildirs, in folders to any depth. Nothing is moved or
 * changed. Files whose `seen(uid)` says yes are not opened again.
 *
 * @param now to leave files alone that are still being written
 */
export async function* folderMails(
  folder: string,
  seen: (uid: string) => boolean,
  now: Date,
): AsyncGenerator<FolderMail> {
  await mkdir(folder, { recursive: true })
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile() && !entry.name.startsWith('.'))
  for (const path of files.map(entry => join(entry.parentPath, entry.name)).sort()) {
    const form = formOf(relative(folder, path))
    if (form === null) continue
    const { size, mtimeMs } = await stat(path)
    if (size === 0 || now.getTime() - mtimeMs < SETTLED_MILLISECONDS) continue
    const uid = `${relative(folder, path)} ${size} ${Math.trunc(mtimeMs)}`
    if (form === 'single') {
      if (!seen(uid)) yield { uid, stream: () => createReadStream(path) }
    } else {
      yield* mboxMails(path, uid, seen)
    }
  }
}

/** A Maildir's mails lie in `cur` and `new` under names without an ending; what lies in `tmp` is not there yet. */
function formOf(path: string): 'single' | 'mbox' | null {
  const folders = path.split(sep)
  const last = folders.at(-1) ?? ''
  const parent = folders.at(-2)
  if (parent === 'tmp') return null
  if (parent === 'cur' || parent === 'new' || /\.eml$/i.test(last)) return 'single'
  return /\.mbox$|^mbox$/i.test(last) ? 'mbox' : null
}

/** Mails of an mbox (RFC 4155): each begins with a line `From ` after an empty line or at the start of the file. */
async function* mboxMails(path: string, uid: string, seen: (uid: string) => boolean): AsyncGenerator<FolderMail> {
  const starts = await mailStarts(path)
  for (const [number, start] of starts.entries()) {
    const end = starts[number + 1]?.from ?? Number.POSITIVE_INFINITY
    const own = `${uid} ${start.from}`
    if (!seen(own))
      yield { uid: own, stream: () => unquoted(createReadStream(path, { start: start.mail, end: end - 1 })) }
  }
}

interface Start {
  /** Where the line `From ` begins, and where the mail after it does. */
  readonly from: number
  readonly mail: number
}

async function mailStarts(path: string): Promise<readonly Start[]> {
  const starts: Start[] = []
  let afterEmpty = true
  for await (const { line, at } of lines(createReadStream(path))) {
    if (afterEmpty && line.toString('latin1', 0, 5) === 'From ') starts.push({ from: at, mail: at + line.length })
    afterEmpty = line.length <= 2 && line.toString('latin1').trim() === ''
  }
  return starts
}

const PIECE_BYTES = 64 * 1024

/** mboxrd: `>From ` in a body was `From `; every `>From` loses one `>`. */
async function* unquoted(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let piece: Buffer[] = []
  let bytes = 0
  for await (const { line } of lines(stream)) {
    const own = line[0] === 0x3e && /^>+From /.test(line.toString('latin1', 0, 80)) ? line.subarray(1) : line
    piece.push(own)
    bytes += own.length
    if (bytes < PIECE_BYTES) continue
    yield Buffer.concat(piece)
    piece = []
    bytes = 0
  }
  yield Buffer.concat(piece)
}

/** Lines with their ends, and the byte each begins at. */
async function* lines(stream: AsyncIterable<Uint8Array>): AsyncGenerator<{ line: Buffer; at: number }> {
  let rest: Buffer = Buffer.alloc(0)
  let at = 0
  for await (const chunk of stream) {
    let bytes: Buffer = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk])
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10)) {
      yield { line: bytes.subarray(0, end + 1), at }
      at += end + 1
      bytes = bytes.subarray(end + 1)
    }
    rest = bytes
  }
  if (rest.length > 0) yield { line: rest, at }
}

/** On the first run, when there is no mailbox yet: makes one with the sample mails, so that there is something to see. */
export async function putSamples(samples: string, folder: string): Promise<void> {
  if (existsSync(folder)) return
  await cp(samples, folder, { recursive: true, preserveTimestamps: true })
}
