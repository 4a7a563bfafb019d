import type { Span } from '../domain.ts'
import { zipOf } from './zip.ts'

/** A paragraph of a document that is made. `Number`s that follow one another are one list, counted from 1. */
export interface DocxLine {
  readonly style: 'Title' | 'Normal' | 'Subheading' | 'Bullet' | 'Number' | 'Credit' | 'Caption'
  readonly spans: readonly Span[]
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
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${TYPE}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${TYPE}.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="${TYPE}.numbering+xml"/></Types>`,
  )
  const lists = listsOf(lines)
  yield part('_rels/.rels', relationships(['officeDocument', 'word/document.xml']))
  yield part('word/_rels/document.xml.rels', relationships(['styles', 'styles.xml'], ['numbering', 'numbering.xml']))
  yield part('word/styles.xml', STYLES)
  yield part('word/numbering.xml', numbering(new Set(lists)))
  const paragraphs = lines.map((line, at) => paragraph(line, lists[at] ?? null))
  yield part(
    'word/document.xml',
    `<w:document xmlns:w="${WORD}"><w:body>${paragraphs.join('')}${PAGE}</w:body></w:document>`,
  )
}

const part = (name: string, xml: string) => ({
  name,
  bytes: [Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}`)],
})

const relationships = (...related: readonly (readonly [type: string, target: string])[]): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">${related
    .map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`

/** The number of the list that each line is in; null: in none. All bullets are of one list, which counts nothing. */
function listsOf(lines: readonly DocxLine[]): readonly (number | null)[] {
  let list = BULLETS
  return lines.map(({ style }, at) => {
    if (style === 'Bullet') return BULLETS
    if (style !== 'Number') return null
    if (lines[at - 1]?.style !== 'Number') list++
    return list
  })
}

const BULLETS = 1

/** ECMA-376, Part 1, 17.9: the two kinds of lists, then every list with its kind, each begun anew. */
function numbering(lists: ReadonlySet<number | null>): string {
  const numbered = [...lists].filter(list => list !== null && list !== BULLETS)
  const nums = numbered.map(
    list =>
      `<w:num w:numId="${list}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`,
  )
  return `<w:numbering xmlns:w="${WORD}">${level(0, 'bullet', '–')}${level(1, 'decimal', '%1.')}<w:num w:numId="${BULLETS}"><w:abstractNumId w:val="0"/></w:num>${nums.join('')}</w:numbering>`
}

/** Marks stand in a margin of 0.63 cm, as Word sets them. */
const level = (kind: number, format: string, mark: string): string =>
  `<w:abstractNum w:abstractNumId="${kind}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${mark}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="714" w:hanging="357"/></w:pPr></w:lvl></w:abstractNum>`

function paragraph({ style, spans }: DocxLine, list: number | null): string {
  const listed = list === null ? '' : `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${list}"/></w:numPr>`
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/>${listed}</w:pPr>${spans.map(run).join('')}</w:p>`
}

function run({ text, bold, italic }: Span): string {
  const words = text.split('\t').map(piece => `<w:t xml:space="preserve">${xmlText(piece)}</w:t>`)
  return `<w:r><w:rPr>${bold ? '<w:b/>' : ''}${italic ? '<w:i/>' : ''}</w:rPr>${words.join('<w:tab/>')}</w:r>`
}

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
const STYLES = `<w:styles xmlns:w="${WORD}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="28"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>${style('Title', 'Title', '<w:jc w:val="center"/>', '<w:b/><w:sz w:val="32"/>')}${style('Subheading', 'heading 2', '<w:keepNext/><w:spacing w:before="120"/><w:outlineLvl w:val="1"/>', '<w:b/>')}${style('Bullet', 'List Bullet', '', '')}${style('Number', 'List Number', '', '')}${style('Credit', 'Credit', '<w:jc w:val="right"/>', '<w:b/>')}${style('Caption', 'caption', '', '<w:i/>')}</w:styles>`
