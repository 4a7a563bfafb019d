import { composeZip } from '../attachments/compose.ts'

/** A part of a Word document to be made: a paragraph's text, a table, a picture, or XML as it is. */
export type DocxPart =
  | string
  | { readonly text: string; readonly font?: string; readonly bold?: boolean; readonly listed?: boolean }
  | { readonly rows: readonly (readonly (readonly DocxPart[])[])[] }
  | { readonly picture: Uint8Array; readonly name?: string }
  | { readonly xml: string }

/** Other parts of the package, and relationships of the main part. */
export interface DocxExtras {
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  readonly relationships?: readonly {
    readonly id: string
    readonly type: string
    readonly target: string
    readonly external?: boolean
  }[]
}

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A .docx of these parts, as small as Word still opens it. Line breaks in a text are soft breaks, tabs are tabs. */
export function composeDocx(parts: readonly DocxPart[], extras: DocxExtras = {}): Uint8Array {
  const pictures: { readonly name: string; readonly bytes: Uint8Array }[] = []
  const body = parts.map(part => xmlOf(part, pictures)).join('')
  const relationships = [
    ...(extras.relationships ?? []),
    ...pictures.map(({ name }, number) => ({
      id: `picture${number}`,
      type: 'image',
      target: `media/${name}`,
      external: false,
    })),
  ]
  return composeParts({
    'word/document.xml': documentXml(body),
    'word/_rels/document.xml.rels': relationshipsXml(relationships),
    ...Object.fromEntries(pictures.map(({ name, bytes }) => [`word/media/${name}`, bytes])),
    ...extras.files,
  })
}

const TYPES =
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  '<Default Extension="xml" ContentType="application/xml"/>' +
  '<Default Extension="jpeg" ContentType="image/jpeg"/><Default Extension="jpg" ContentType="image/jpeg"/>' +
  '<Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml"' +
  ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'

/** A package of these parts, with the two that every .docx has. */
export function composeParts(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const usual = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${TYPES}</Types>`,
    '_rels/.rels': relationshipsXml([{ id: 'main', type: 'officeDocument', target: 'word/document.xml' }]),
  }
  return composeZip(
    Object.entries({ ...usual, ...parts }).map(([name, content]) => ({
      name,
      bytes: typeof content === 'string' ? Buffer.from(content) : content,
    })),
  )
}

export const documentXml = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="${WORD}" xmlns:r="${OFFICE}"` +
  ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"' +
  ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"' +
  ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"' +
  ` xmlns:v="urn:schemas-microsoft-com:vml"><w:body>${body}</w:body></w:document>`

export function relationshipsXml(all: NonNullable<DocxExtras['relationships']>): string {
  const each = all.map(
    ({ id, type, target, external }) =>
      `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${xmlText(target)}"${external ? ' TargetMode="External"' : ''}/>`,
  )
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join('')}</Relationships>`
}

function xmlOf(part: DocxPart, pictures: { readonly name: string; readonly bytes: Uint8Array }[]): string {
  if (typeof part === 'string') return paragraph(run(part))
  if ('xml' in part) return part.xml
  if ('rows' in part) {
    const rows = part.rows.map(
      row =>
        `<w:tr>${row.map(cell => `<w:tc>${cell.map(inner => xmlOf(inner, pictures)).join('')}</w:tc>`).join('')}</w:tr>`,
    )
    return `<w:tbl>${rows.join('')}</w:tbl>`
  }
  if ('picture' in part) {
    pictures.push({ name: part.name ?? `image${pictures.length + 1}.jpeg`, bytes: part.picture })
    return paragraph(`<w:r><w:drawing><a:blip r:embed="picture${pictures.length - 1}"/></w:drawing></w:r>`)
  }
  const font = part.font === undefined ? '' : `<w:rFonts w:ascii="${part.font}" w:hAnsi="${part.font}"/>`
  const properties = `<w:rPr>${font}${part.bold ? '<w:b/>' : ''}</w:rPr>`
  return paragraph(
    run(part.text, properties),
    part.listed ? '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>' : '',
  )
}

export const paragraph = (content: string, properties = ''): string => `<w:p>${properties}${content}</w:p>`

export function run(text: string, properties = ''): string {
  const pieces = text.split(/([\n\t])/).map(piece => {
    if (piece === '\n') return '<w:br/>'
    return piece === '\t' ? '<w:tab/>' : `<w:t xml:space="preserve">${xmlText(piece)}</w:t>`
  })
  return `<w:r>${properties}${pieces.join('')}</w:r>`
}

const xmlText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
