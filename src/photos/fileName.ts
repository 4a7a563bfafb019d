/** What a file's name says of where the photo went through. */
export type NameMark =
  /** A messenger or site that gives such names to what it saves. */
  | { readonly savedFrom: string }
  /** A program that gives such names to what was edited in it. */
  | { readonly editedIn: string }

/** Reads the marks of photos.md ("Names") off a file's name; null for a camera's or a person's own name. */
export function nameMark(name: string): NameMark | null {
  const base = baseName(name)
  for (const [app, pattern] of SAVED) if (pattern.test(base)) return { savedFrom: app }
  for (const [app, pattern] of EDITED) if (pattern.test(base)) return { editedIn: app }
  return null
}

/** The name without its ending and the " (1)", "-1" or "Copy of" that mail programs and file managers add. */
export function baseName(name: string): string {
  return name
    .normalize('NFC')
    .trim()
    .replace(/\.[\p{L}\d]{1,5}$/u, '')
    .replace(/(?:\s?\(\d{1,3}\)| - (?:Copy|Bản sao)| copy)+$/i, '')
    .replace(/^(?:Copy of|Bản sao của) /i, '')
}

const SAVED: readonly (readonly [string, RegExp])[] = [
  ['Zalo', /^z\d{10,20}_[0-9a-f]{20,32}$/i],
  ['Facebook', /^\d{3,20}_\d{3,20}_\d{3,20}_[no]$/i],
  ['Facebook', /^FB_IMG_\d{13}$/i],
  ['Messenger', /^received_\d{5,20}$/i],
  ['WhatsApp', /^IMG-\d{8}-WA\d{4}$/i],
  ['WhatsApp', /^WhatsApp Image\b/i],
  ['Telegram', /^photo_\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d/i],
  ['Viber', /^viber_image/i],
]

const EDITED: readonly (readonly [string, RegExp])[] = [
  ['iPhone', /^IMG_E\d{4}$/],
  ['Google Photos', /-edited$/i],
]

/** Names that systems give to a screenshot, Vietnamese and English, with or without diacritics. */
export function isScreenshotName(name: string): boolean {
  const plain = baseName(name).normalize('NFD').replace(/\p{M}/gu, '')
  return /^(?:screen[ _-]?shot|screen[ _-]?capture|anh[ _-]?(?:chup[ _-]?)?man[ _-]?hinh|chup[ _-]?man[ _-]?hinh)/i.test(
    plain,
  )
}
