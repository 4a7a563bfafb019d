import { zipOf } from './zip.ts'

/** A paragraph of a document that is made. */
export interface DocxLine {
  readonly style: 'Title' | 'Normal' | 'Credit' | 'Caption'
  readonly text: string
}

/** A Word document of these paragraphs, on A4, in the letters that offices write in. */
export async function docxOf(lines: readonly DocxLine[]): Promise<Uint8Array> {
  return Buffer.concat(await Array.fromAsync(zipOf(parts(lines))))
}

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml'

/** ECMA-376, Part 2, 10: the types of all parts, what they are to each other, then the parts. */
async function* parts(lines: readonly DocxLine[]) {
  yield part(
    '[Content_Types].xml',
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${TYPE}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`,
  )
  yield part('_rels/.rels', relationship('officeDocument', 'word/document.xml'))
  yield part('word/_rels/document.xml.rels', relationship('styles', 'styles.xml'))
  yield part('word/styles.xml', STYLES)
  yield part(
    'word/document.xml',
    `<w:document xmlns:w="${WORD}"><w:body>${lines.map(paragraph).join('')}${PAGE}</w:body></w:document>`,
  )
}

const part = (name: string, xml: string) => ({
  name,
  bytes: [Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}`)],
})

const relationship = (type: string, target: string): string =>
  `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/${type}" Target="${target}"/></Relationships>`

const paragraph = ({ style, text }: DocxLine): string =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr><w:r>${text
    .split('\t')
    .map(piece => `<w:t xml:space="preserve">${xmlText(piece)}</w:t>`)
    .join('<w:tab/>')}</w:r></w:p>`

/** XML 1.0 has no place for these, not even escaped. */
const NO_XML = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

const xmlText = (text: string): string =>
  text.replace(NO_XML, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** A4 and its margins, in twentieths of a point: 2 cm, 3 cm at the left (Decree 30/2020/NĐ-CP, appendix I). */
const PAGE =
  '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'

const style = (id: string, name: string, paragraphs: string, letters: string): string =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/><w:pPr>${paragraphs}</w:pPr><w:rPr>${letters}</w:rPr></w:style>`

/** Times New Roman of 14 points (the same decree). */
const STYLES = `<w:styles xmlns:w="${WORD}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="28"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>${style('Title', 'Title', '<w:jc w:val="center"/>', '<w:b/><w:sz w:val="32"/>')}${style('Credit', 'Credit', '<w:jc w:val="right"/>', '<w:b/>')}${style('Caption', 'caption', '', '<w:i/>')}</w:styles>`
