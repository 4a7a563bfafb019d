import { isUtf8 } from 'node:buffer'
import type { Document } from '../domain.ts'
import { decodeText } from '../mail/charset.ts'
import { BlockWriter } from './blocks.ts'
import { detectLegacy } from './legacy.ts'

/** Plain text in any charset in use where these mails come from. Every line is a paragraph: editors wrap on screen only. */
export function readText(bytes: Uint8Array): Document {
  const writer = new BlockWriter()
  for (const line of textOf(bytes).split(/\r\n?|[\n\f\u2028\u2029]/)) {
    writer.openParagraph()
    writer.text(line, { font: null, bold: false })
  }
  const { blocks, converted } = writer.end()
  return { blocks, links: [], notes: converted ? ['converted'] : [] }
}

/** Bytes of TCVN3 and VNI have to be known before any charset is guessed: windows-1258 finds letters in them too. */
function textOf(bytes: Uint8Array): string {
  const latin = new TextDecoder('windows-1252').decode(bytes)
  return isUtf8(bytes) || detectLegacy(latin) === null ? decodeText(bytes, null) : latin
}
