import { expect, test } from 'vitest'
import { composeZip } from '../attachments/compose.ts'
import { documentOf, openBytes, temporaryFiles } from '../attachments/opened.ts'
import { linesOf } from './lines.ts'

const NAMES = ['office', 'text', 'table', 'draw', 'style', 'fo']
const NAMESPACES = [...NAMES.slice(0, 3), 'drawing', 'style', 'xsl-fo-compatible']
  .map((name, at) => `xmlns:${NAMES[at]}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .join(' ')

/** An OpenDocument text with this body; `more` are other parts, or the same ones otherwise. */
function composeOdt(body: string, more: Readonly<Record<string, string>> = {}): Uint8Array {
  const parts = {
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `<office:document-content ${NAMESPACES}>${body}</office:document-content>`,
    'META-INF/manifest.xml': '<manifest/>',
    ...more,
  }
  return composeZip(
    Object.entries(parts).map(([name, text]) => ({ name, bytes: Buffer.from(text), stored: name === 'mimetype' })),
  )
}

async function whatOf(bytes: Uint8Array): Promise<string> {
  await using own = await temporaryFiles()
  const opened = await openBytes(own.files, 'tin.odt', bytes)
  if (opened.kind !== 'content') return opened.kind
  return opened.content.kind === 'closed' ? opened.content.why : opened.content.kind
}

test('spaces, tabs and line breaks are those that were typed, not those of the file', async () => {
  await using own = await temporaryFiles()
  const body = '<text:p>một\n   <text:s text:c="2"/>hai<text:tab/>ba<text:line-break/>bốn</text:p>'
  expect(linesOf((await documentOf(own.files, 'a', composeOdt(body))).blocks)).toEqual(['một   hai\tba\nbốn'])
})

test('merged cells keep the columns of the others', async () => {
  await using own = await temporaryFiles()
  const cell = (text: string): string => `<table:table-cell><text:p>${text}</text:p></table:table-cell>`
  const row = `<table:table-row>${cell('a')}<table:covered-table-cell table:number-columns-repeated="2"/>${cell('b')}</table:table-row>`
  const [table] = (await documentOf(own.files, 'a', composeOdt(`<table:table>${row}</table:table>`))).blocks
  expect(table?.kind === 'table' && table.rows.map(cells => cells.map(({ column }) => column))).toEqual([[0, 3]])
})

test('notes, comments and deleted words are out', async () => {
  await using own = await temporaryFiles()
  const body =
    '<text:tracked-changes><text:changed-region><text:p>bỏ</text:p></text:changed-region></text:tracked-changes>' +
    '<text:p>giữ<office:annotation><text:p>ghi chú</text:p></office:annotation><text:note><text:p>chân trang</text:p></text:note></text:p>'
  const { blocks, notes } = await documentOf(own.files, 'a', composeOdt(body))
  expect(linesOf(blocks)).toEqual(['giữ'])
  expect(notes).toEqual(['trackedChanges', 'comments'])
})

test('a password is seen, macros are set aside, a sheet is none of ours', async () => {
  expect(await whatOf(composeOdt('', { 'META-INF/manifest.xml': '<manifest:encryption-data/>' }))).toBe('encrypted')
  expect(await whatOf(composeOdt('', { 'Basic/Standard/Module1.xml': 'x' }))).toBe('unsafe')
  expect(await whatOf(composeOdt('', { 'Basic/script-lc.xml': 'x', 'Basic/Standard/script-lb.xml': 'x' }))).toBe(
    'document',
  )
  expect(await whatOf(composeOdt('', { mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }))).toBe('other')
  expect(await whatOf(composeOdt('', { 'content.xml': '<office' }))).toBe('damaged')
})
