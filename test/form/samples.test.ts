import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readForm } from '../../src/form/read.ts'
import { openWhole, temporaryFiles } from '../attachments/opened.ts'
import { mail, plain } from './compose.ts'

const SAMPLES = join(import.meta.dirname, '../documents/samples')

/** Fields of each sample, as its table has them: paragraphs and captions with " ¶ " between. */
const rows = readFileSync(join(SAMPLES, 'index.tsv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map(line => line.split('\t'))

const parts = (cell: string | undefined): readonly string[] => (cell ? cell.split(' ¶ ') : [])

test.each(rows)('the fields of %s are exact', async (name, ...cells) => {
  const [title, body, captions, author, unit, phone, accountNumber, accountHolder] = cells.map(cell => cell || null)
  await using own = await temporaryFiles()
  const contents = await openWhole(own.files, name ?? '', readFileSync(join(SAMPLES, name ?? '')))
  expect(plain(readForm([mail('', {}, contents)]).fields)).toEqual({
    title,
    body: parts(body ?? ''),
    captions: parts(captions ?? ''),
    author,
    unit,
    phone,
    accountNumber,
    accountHolder,
  })
})
