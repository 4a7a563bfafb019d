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
export interface Encodings {
  /** Of text whose font is not one of the old ones. */
  readonly fallback: Legacy | null
  /** Most runs in old fonts are Unicode: they were converted, and the fonts' names remained. */
  readonly fontsLie: boolean
}

/** @param runs all runs of the document */
export function encodingsOf(runs: readonly Run[]): Encodings {
  const named = runs.filter(run => legacyOf(run.font) !== null)
  const unnamed = runs.filter(run => legacyOf(run.font) === null)
  const unicode = named.filter(run => hasUnicodeLetters(run.text))
  return {
    fallback: detectLegacy(unnamed.map(run => run.text).join(' ')),
    fontsLie: unicode.length > named.filter(run => legacySigns(run.text) > 0).length,
  }
}

/**
 * The text of one paragraph. Neighbours in one encoding are decoded together: a letter of VNI may be cut between two runs. A run with Unicode
 * letters is left alone, and so is one without any sign of its encoding where its neighbours, or most of the document,
 * have such letters.
 */
export function decodeRuns(runs: readonly Run[], { fallback, fontsLie }: Encodings): string {
  const mixed = fontsLie || hasUnicodeLetters(runs.map(run => run.text).join(''))
  const groups: { readonly legacy: Legacy | null; readonly capitals: boolean; text: string }[] = []
  for (const run of runs) {
    const legacy = hasUnicodeLetters(run.text) ? null : (legacyOf(run.font) ?? fallback)
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
