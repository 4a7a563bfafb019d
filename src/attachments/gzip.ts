import { gunzipSync } from 'node:zlib'
import type { Closed, Files, MailFile } from '../domain.ts'
import { keepEntries } from './archive.ts'
import { MAX_ENTRY_BYTES } from './limits.ts'
import type { Opened } from './opened.ts'

/** One file, compressed (RFC 1952); often a .tar, which is then opened in its own turn. */
export async function openGzip(files: Files, file: MailFile): Promise<Opened> {
  const path = file.name.replace(/\.tgz$/i, '.tar').replace(/\.gz$/i, '')
  const unpack = async (limit: number): Promise<Uint8Array | Closed> => gunzip(await files.read(file.sha256), limit)
  return keepEntries(files, file, [{ path, bytes: 0, packedBytes: null, link: false, unpack }])
}

/** A tar of photos may be as large as an archive; what is in it is weighed entry by entry. */
function gunzip(packed: Uint8Array, limit: number): Uint8Array | Closed {
  try {
    return gunzipSync(packed, { maxOutputLength: Math.min(limit, MAX_ENTRY_BYTES) })
  } catch (error) {
    // zlib throws on any bytes that are not gzip.
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'tooLarge' : 'damaged'
  }
}
