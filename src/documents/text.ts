import type { Document } from '../domain.ts'
import { decodeText } from '../mail/charset.ts'
import { BlockWriter } from './blocks.ts'

/** Plain text in any charset in use where these mails come from. Every line is a paragraph: editors wrap on screen only. */
export function readText(bytes: Uint8Array): Document {
  const writer = new BlockWriter()
  for (const line of decodeText(bytes, null).split(/\r\n?|[\n\f\u2028\u2029]/)) {
    writer.openParagraph()
    writer.text(line, { font: null, bold: false })
  }
  const { blocks, converted } = writer.end()
  return { blocks, links: [], notes: converted ? ['converted'] : [] }
}
