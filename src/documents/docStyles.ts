import type { Binary } from '../attachments/binary.ts'
import type { DocFile } from './docFile.ts'
import { type Change, readChanges } from './docFormat.ts'

/** Where in the header the style sheet and the fonts stand. */
const STYLE_SHEET = 0xa2
const FONTS = 0x112

/** Codes of character properties (MS-DOC 2.6.1). */
const BOLD = 0x0835
const HIDDEN = 0x083c
const DELETED = 0x0800
const INSERTED = 0x0801
const SPECIAL = 0x0855
const FONT = new Set([0x4a4f, 0x4a51, 0x4a3d])
const PICTURE = 0x6a03
const SYMBOL = 0x6a09
const CHARACTER_STYLE = 0x4a30
const DATA_FIELD = 0x0806

/** List of a paragraph (MS-DOC 2.6.2). */
export const LIST = 0x460b

/** What a run of characters is like. */
export interface CharacterFormat {
  font: number
  bold: boolean
  hidden: boolean
  deleted: boolean
  inserted: boolean
  /** Its characters are marks for pictures, notes and the like. */
  special: boolean
  /** Where in the data stream its picture stands; null if it is none. */
  picture: number | null
  /** A character of a symbol font; null if it is none. */
  symbol: { readonly font: number; readonly code: number } | null
}

export interface DocStyles {
  /** A paragraph's style and a run's changes → how its text looks. */
  characters(style: number, changes: readonly Change[]): CharacterFormat
  isListed(style: number): boolean
  font(number: number): string | null
}

interface DocStyle {
  readonly base: number
  readonly paragraph: readonly Change[]
  readonly characters: readonly Change[]
}

/** Styles build on each other no deeper than Word allows; a circle ends here too. */
const MAX_BASED_ON = 11

export function readDocStyles(file: DocFile): DocStyles {
  const sheet = file.structure(STYLE_SHEET)
  const styles = readSheet(sheet)
  const fonts = readFonts(file.structure(FONTS))
  // The header of the sheet names the fonts of text without any (MS-DOC 2.9.272).
  const usual = sheet.u16(14)
  const chain = (number: number, depth = 0): readonly DocStyle[] => {
    const style = styles[number]
    return style === undefined || depth > MAX_BASED_ON ? [] : [...chain(style.base, depth + 1), style]
  }
  return {
    characters(style, changes) {
      const format = plain(usual)
      for (const { characters } of chain(style)) apply(characters, format, format)
      const own = changes.find(({ code }) => code === CHARACTER_STYLE)
      if (own !== undefined) for (const { characters } of chain(own.operand.u16(0))) apply(characters, format, format)
      apply(changes, format, { ...format })
      return format
    },
    isListed: style => chain(style).some(({ paragraph }) => paragraph.some(isList)),
    font: number => fonts[number] ?? null,
  }
}

export const isList = ({ code, operand }: Change): boolean => code === LIST && operand.u16(0) !== 0

const plain = (font: number): CharacterFormat => ({
  font,
  bold: false,
  hidden: false,
  deleted: false,
  inserted: false,
  special: false,
  picture: null,
  symbol: null,
})

function apply(changes: readonly Change[], to: CharacterFormat, style: CharacterFormat): void {
  for (const { code, operand } of changes) {
    if (code === BOLD) to.bold = toggle(operand, style.bold)
    else if (code === HIDDEN) to.hidden = toggle(operand, style.hidden)
    else if (code === DELETED) to.deleted = operand.u8(0) !== 0
    else if (code === INSERTED) to.inserted = operand.u8(0) !== 0
    else if (code === SPECIAL) to.special = operand.u8(0) !== 0
    else if (FONT.has(code)) to.font = operand.u16(0)
    else if (code === PICTURE) to.picture = operand.u32(0)
    else if (code === DATA_FIELD && operand.u8(0) !== 0) to.picture = null
    else if (code === SYMBOL) to.symbol = { font: operand.u16(0), code: operand.u16(2) }
  }
}

/** 0 and 1 as they are, 0x80 as in the style, 0x81 the opposite of it. */
function toggle(operand: Binary, ofStyle: boolean): boolean {
  const value = operand.u8(0)
  if (value === 0x80) return ofStyle
  return value === 0x81 ? !ofStyle : value !== 0
}

/** Kinds of styles, in the lower four bits of the second word (MS-DOC 2.9.259). */
const PARAGRAPH_STYLE = 1
const RUN_STYLE = 2

function readSheet(sheet: Binary): readonly DocStyle[] {
  const styles: DocStyle[] = []
  const [count, baseBytes] = [sheet.u16(2), sheet.u16(4)]
  for (let at = 2 + sheet.u16(0); styles.length < count && at + 2 <= sheet.length; ) {
    const length = sheet.u16(at)
    styles.push(readStyle(sheet.slice(at + 2, at + 2 + length), baseBytes))
    at += 2 + length
  }
  return styles
}

function readStyle(style: Binary, baseBytes: number): DocStyle {
  const kind = style.u16(2) & 0xf
  const base = style.u16(2) >> 4
  // After the fixed part its name, counted and ended by a zero; then its properties, each list counted and even.
  const first = baseBytes + 2 + 2 * style.u16(baseBytes) + 2
  const length = style.u16(first)
  const second = first + 2 + length + (length & 1)
  if (kind === PARAGRAPH_STYLE) {
    return {
      base,
      paragraph: readChanges(style.slice(first + 4, first + 2 + length)),
      characters: readChanges(style.slice(second + 2, second + 2 + style.u16(second))),
    }
  }
  const characters = kind === RUN_STYLE ? readChanges(style.slice(first + 2, first + 2 + length)) : []
  return { base, paragraph: [], characters }
}

/** Names of fonts, each behind 39 bytes about it (MS-DOC 2.9.77). */
function readFonts(table: Binary): readonly string[] {
  const fonts: string[] = []
  const count = table.u16(0)
  for (let at = 4; fonts.length < count && at < table.length; at += 1 + table.u8(at)) {
    const name = new TextDecoder('utf-16le').decode(table.slice(at + 40, at + 1 + table.u8(at)).bytes)
    fonts.push(name.split('\0')[0] ?? '')
  }
  return fonts
}
