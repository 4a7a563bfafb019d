import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BlockWriter, textsOf } from '../../src/documents/blocks.ts'

const PLAIN = { font: null, bold: false }

type Step = Exclude<
  keyof BlockWriter,
  'text' | 'picture' | 'insert' | 'skipColumns' | 'dropRow' | 'end' | 'inParagraph'
>

const STEPS: readonly (Step | 'word')[] = [
  'openParagraph',
  'closeParagraph',
  'markListed',
  'openBox',
  'closeBox',
  'openTable',
  'closeTable',
  'openRow',
  'openCell',
  'closeCell',
  'word',
]

test('whatever order a damaged file opens and closes things in, every word comes out once', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...STEPS), { maxLength: 60 }), steps => {
      const writer = new BlockWriter()
      for (const [number, step] of steps.entries()) {
        if (step === 'word') writer.text(` w${number} `, PLAIN)
        else writer[step]()
      }
      const words = textsOf(writer.end().blocks).flatMap(text => text.split(/\s+/))
      const written = steps.flatMap((step, number) => (step === 'word' ? [`w${number}`] : []))
      expect(words.toSorted()).toEqual(written.toSorted())
    }),
    { numRuns: 300 },
  )
})

test('cells nested deeper than any program writes are refused', () => {
  const writer = new BlockWriter()
  const nest = (): void => {
    for (let level = 0; level < 100; level++) {
      writer.openTable()
      writer.openCell()
    }
  }
  expect(nest).toThrow('tooLarge')
})
