import type { Files } from '../domain.ts'
import { type Split, Splitter } from './splitter.ts'
import { windows } from './windows.ts'

export type { Body, Part } from './part.ts'
export type { Split } from './splitter.ts'

/**
 * Splits a raw mail while it comes in. Bodies are decoded and hashed on the way and go to files, so the mail never
 * stands in memory; headers and texts do. Damage is mended as far as the bytes show what was meant: a boundary that is
 * missing or other than announced, parts that never end, a missing or odd empty line after the headers.
 */
export async function splitMail(files: Files, source: AsyncIterable<Uint8Array>): Promise<Split> {
  const splitter = new Splitter(files)
  try {
    for await (const piece of windows(source)) await splitter.take(piece)
    return await splitter.end()
  } catch (error) {
    await splitter.drop()
    throw error
  }
}
