import { fold } from '../form/clean.ts'

/** Enough to tell articles apart; the longest seen have 900 words. */
const MAX_WORDS = 1000

/** A print of each three words in a row, accents aside: 32-bit FNV-1a. Texts of less than three words have none. */
export function printsOf(text: string): readonly number[] {
  const words = (fold(text).match(/[a-z0-9]+/g) ?? []).slice(0, MAX_WORDS)
  return words.slice(0, -2).map((word, at) => fnv1a(`${word} ${words[at + 1]} ${words[at + 2]}`))
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

/** Prints of a text that are compared first: two texts with a quarter of their prints in common share one of these 9999 times in 10,000. */
const SKETCH_PRINTS = 32

/** The smallest prints of a text: what a database can look alike texts up by (bottom-k sketch, Broder 1997). */
export const sketchOf = (prints: readonly number[]): readonly number[] =>
  [...new Set(prints)].sort((a, b) => a - b).slice(0, SKETCH_PRINTS)

/** The share of prints two texts have in common (Jaccard), 0 to 1. */
export function likeness(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return 0
  const others = new Set(b)
  const own = new Set(a)
  const common = [...own].filter(print => others.has(print)).length
  return common / (own.size + others.size - common)
}

/** Most of the shorter topic's words stand in the longer: "Ảnh bài Công đoàn Trường A tặng quà" names its article. */
const SAME_TOPIC = 0.8

/** Two topics as keys, words by single spaces; '' is like none. */
export function isSameTopic(a: string, b: string): boolean {
  if (a === '' || b === '') return false
  const [few, many] = [new Set(a.split(' ')), new Set(b.split(' '))].sort((one, other) => one.size - other.size)
  if (few === undefined || many === undefined) return false
  return [...few].filter(word => many.has(word)).length / few.size >= SAME_TOPIC
}
