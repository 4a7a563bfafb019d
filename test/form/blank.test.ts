import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { FORM_ORDER } from '../../src/form/labelWords.ts'
import { linesOfDocument } from '../../src/form/lines.ts'
import { readSource } from '../../src/form/source.ts'
import { FORM } from '../../templates/form/form.ts'
import { documentOf, temporaryFiles } from '../attachments/opened.ts'

test('the blank form that goes with replies has 8 labels and no answer', async () => {
  await using own = await temporaryFiles()
  const document = await documentOf(own.files, FORM.name, await readFile(FORM.path))
  expect(readSource(linesOfDocument(document))).toEqual({
    labels: FORM_ORDER,
    title: null,
    body: null,
    captions: [],
    author: null,
    unit: null,
    phone: null,
    accountNumber: null,
    accountHolder: null,
    letter: [],
  })
})
