/** Attributes of an element by their names in lower case. */
export type Attributes = Readonly<Record<string, string>>

const names = (list: string): ReadonlySet<string> => new Set(list.split(' '))

/** Elements that hold no words of the page, or words that were deleted. Not `head`: where it is never closed, the page would be lost. */
const SILENT = names('script style title noscript template object svg math select textarea xml del')

/** Elements that stand on lines of their own. */
const BLOCKS = names(
  'address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul',
)

/** Of these, the ones with space around them. */
const SPACED = names('p h1 h2 h3 h4 h5 h6 blockquote table ul ol dl pre hr')

const HIDDEN = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)/i

/** Footnotes and comments as Word and LibreOffice write them, with their marks in the text. */
const NOTES = /mso-(?:footnote-id|endnote-id|element\s*:\s*(?:foot|end)note|element\s*:\s*comment)|mso-comment/i
const NOTE_CLASSES = /\b(?:sdfootnote|sdendnote|MsoCommentReference)/

/** What mail programs put around the mail that is answered. */
const QUOTE = /gmail_quote|yahoo_quoted|moz-cite|protonmail_quote|zimbra/i

/** Whether a browser begins a line at this element, and with space above. */
export function lineAt(name: string): 'inline' | 'block' | 'spaced' {
  if (!BLOCKS.has(name)) return 'inline'
  return SPACED.has(name) ? 'spaced' : 'block'
}

/** Whether a browser shows nothing of the element. */
export const isInvisible = ({ style = '', hidden }: Attributes): boolean => hidden !== undefined || HIDDEN.test(style)

export const isHidden = (name: string, attributes: Attributes): boolean =>
  SILENT.has(name) ||
  isInvisible(attributes) ||
  NOTES.test(attributes.style ?? '') ||
  NOTE_CLASSES.test(attributes.class ?? '')

/** The element's own size of letters is nothing, or something; null where it says nothing of it. */
export function isTiny({ style = '' }: Attributes): boolean | null {
  const [, size] = /(?:^|;)\s*font-size\s*:\s*([\d.]+|[a-z])/i.exec(style) ?? []
  return size === undefined ? null : Number(size) === 0
}

/** The first font that an element names; null where it names none. */
export function fontOf(name: string, { style = '', face = '' }: Attributes): string | null {
  const [, families] = /(?:^|;)\s*font(?:-family)?\s*:\s*([^;]{1,200})/i.exec(style) ?? []
  const font = families ?? (name === 'font' ? face : '')
  const old = /\.vn[\w ]+|vni-[\w ]+/i.exec(font)?.[0] ?? font.split(',')[0] ?? ''
  return old.replace(/["']/g, '').trim() || null
}

export const isBold = (name: string, { style = '' }: Attributes): boolean =>
  /^(b|strong|h[1-6]|th)$/.test(name) || /font-weight\s*:\s*(bold|[6-9]00)/i.test(style)

export const keepsLines = (name: string, { style = '' }: Attributes): boolean =>
  name === 'pre' || /white-space\s*:\s*pre/i.test(style)

export const isQuote = (name: string, { class: classes = '', type = '' }: Attributes): boolean =>
  name === 'blockquote' && (QUOTE.test(classes) || type.toLowerCase() === 'cite')
