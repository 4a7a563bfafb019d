import {
  decodeLegacy,
  detectLegacy,
  hasUnicodeLetters,
  isCapitalFont,
  type Legacy,
  legacyOf,
  legacySigns,
} from './legacy.ts'

/** How a run of text is drawn, as far as it matters. */
export interface Style {
  /** Null where the format names none. */
  readonly font: string | null
  readonly bold: boolean
}

export interface Run extends Style {
  text: string
}

/** What is known of a whole document's text. */
interface Encodings {
  /** Of text whose font is not one of the old ones. */
  readonly fallback: Legacy | null
  /** Most runs in old fonts are Unicode: they were converted, and the fonts' names remained. */
  readonly fontsLie: boolean
  /** For each paragraph, whether it may be in an encoding that no font tells. */
  readonly told: readonly boolean[]
}

/**
 * The texts of all paragraphs of a document, in Unicode. A run with Unicode letters is never touched; one in an old font
 * is in the encoding of that font. Where fonts tell nothing, the paragraphs without Unicode letters tell together
 * whether they are in an old encoding: an article may be pasted from an old file under a letter that was typed today.
 */
export function decodeParagraphs(paragraphs: readonly (readonly Run[])[]): readonly string[] {
  const encodings = encodingsOf(paragraphs)
  return paragraphs.map((runs, at) => decodeRuns(runs, encodings, encodings.told[at] === true))
}

/** Lines of plain text, in Unicode. */
export const decodeLines = (text: string): string =>
  decodeParagraphs(text.split('\n').map(line => [{ text: line, font: null, bold: false }])).join('\n')

const textOf = (runs: readonly Run[]): string => runs.map(run => run.text).join('')

function encodingsOf(paragraphs: readonly (readonly Run[])[]): Encodings {
  const named = paragraphs.flat().filter(run => legacyOf(run.font) !== null)
  const unicode = named.filter(run => hasUnicodeLetters(run.text))
  const unnamed = paragraphs.map(runs => textOf(runs.filter(run => legacyOf(run.font) === null)))
  return {
    fallback: detectLegacy(unnamed.filter(text => !hasUnicodeLetters(text)).join('\n')),
    fontsLie: unicode.length > named.filter(run => legacySigns(run.text) > 0).length,
    told: toldBy(unnamed),
  }
}

/** A paragraph that shows nothing by itself is like the one before it, the first ones like what follows. */
function toldBy(paragraphs: readonly string[]): readonly boolean[] {
  const shown = paragraphs.map(text => (hasUnicodeLetters(text) ? false : legacySigns(text) > 0 ? true : null))
  let before = shown.find(told => told !== null) ?? false
  return shown.map(told => {
    before = told ?? before
    return before
  })
}

/**
 * The text of one paragraph. Neighbours in one encoding are decoded together: a letter of VNI may be cut between two
 * runs. A run without any sign of its encoding is left alone where its neighbours, or most of the document, are Unicode.
 */
function decodeRuns(runs: readonly Run[], { fallback, fontsLie }: Encodings, told: boolean): string {
  const mixed = fontsLie || hasUnicodeLetters(textOf(runs))
  const groups: { readonly legacy: Legacy | null; readonly capitals: boolean; text: string }[] = []
  for (const run of runs) {
    const legacy = hasUnicodeLetters(run.text) ? null : (legacyOf(run.font) ?? (told ? fallback : null))
    const capitals = isCapitalFont(run.font)
    const last = groups.at(-1)
    if (last?.legacy === legacy && last.capitals === capitals) last.text += run.text
    else groups.push({ legacy, capitals, text: run.text })
  }
  return groups
    .map(({ legacy, capitals, text }) => {
      const isLeft = legacy === null || (mixed && legacySigns(text) === 0)
      return isLeft ? text : decodeLegacy(text, legacy, capitals)
    })
    .join('')
}
