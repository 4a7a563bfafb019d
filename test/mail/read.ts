import type { Mail } from '../../src/domain.ts'
import { parseMail } from '../../src/mail/parse.ts'
import { openBlobs } from '../../src/store/blobs.ts'
import { temporaryFolder } from '../folder.ts'

/** Reads a mail given as text (each character a byte where it is ≤ 0xff, else UTF-8) or as bytes. */
export async function readRaw(
  raw: string | Uint8Array,
  chunk = 64 * 1024,
): Promise<{ mail: Mail | null; file(name: string): Promise<Buffer> } & AsyncDisposable> {
  const folder = await temporaryFolder()
  const files = openBlobs(folder.path, false)
  const bytes = typeof raw === 'string' ? Buffer.from(raw) : raw
  const source = { ...files, stream: () => inPieces(bytes, chunk) }
  const mail = await parseMail(source, 'raw')
  return {
    mail,
    async file(name) {
      const found = mail?.files.find(file => file.name === name)
      if (found === undefined) throw new Error(`no file ${name} among ${mail?.files.map(file => file.name).join(', ')}`)
      return Buffer.from(await files.read(found.sha256))
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
