/** Bytes of a name in UTF-8. Linux takes 255, and Windows 260 letters for a whole path: two names and a folder are in it. */
const MOST_BYTES = 120

/** What Windows takes in no name, and what nobody sees: controls, marks of direction, halves of letters. */
const REFUSED = /[<>:"/\\|?*\p{C}\p{Zl}\p{Zp}]/gu

/** Devices of Windows, whatever ending follows. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])(?=$|[ .])/i

/**
 * A text as the name of a file that Windows, macOS and Linux all take, NFC, without an ending: '' where no letter is left.
 * A long one is cut at a word.
 */
export function entryName(text: string): string {
  const plain = text.normalize('NFC').toWellFormed().replace(REFUSED, ' ').replace(/\s+/g, ' ')
  return trimmed(cut(trimmed(plain).replace(DEVICE, '$&_')))
}

/** Windows drops dots and spaces at the end; a dot in front hides a file elsewhere. */
const trimmed = (name: string): string => name.replace(/^[\s.]+|[\s.]+$/g, '')

function cut(name: string): string {
  if (Buffer.byteLength(name) <= MOST_BYTES) return name
  let kept = ''
  for (const { segment } of new Intl.Segmenter('vi').segment(name)) {
    if (Buffer.byteLength(kept + segment) > MOST_BYTES) break
    kept += segment
  }
  return kept.replace(/ \S*$/, '')
}
