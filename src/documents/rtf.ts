import { MAX_RTF_DEPTH } from '../attachments/limits.ts'
import type { Document, Files } from '../domain.ts'
import { keepPicture } from './pictures.ts'
import { Refused } from './refused.ts'
import { RtfReader } from './rtfReader.ts'
import { rtfTokens } from './rtfTokens.ts'

/**
 * Rich Text Format 1.9 and earlier. Read as .docx is: deleted and hidden text, notes, comments, headers and footers out.
 *
 * @throws {Refused} for groups nested deeper than in any document
 */
export async function readRtf(files: Files, bytes: Uint8Array): Promise<Document> {
  const reader = new RtfReader()
  for (const token of rtfTokens(bytes)) {
    reader.take(token)
    if (reader.depth > MAX_RTF_DEPTH) throw new Refused('tooLarge')
    const picture = token.kind === 'close' ? reader.takePicture() : null
    const kept = picture && (await keepPicture(files, picture, `anh-${reader.pictures}`))
    if (kept) reader.place(kept)
  }
  return reader.end()
}
