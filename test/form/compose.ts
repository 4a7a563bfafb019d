import type { Block, CaptionLine, Cell, Content, Document, Fields, Mail, Reading } from '../../src/domain.ts'
import { readForm } from '../../src/form/read.ts'
import { aFile, aReading } from '../domain.ts'

/** An article with every field of the form, made up. */
export const ARTICLE = {
  title: 'Công đoàn cơ sở Trường Mầm non Bằng Vân trao quà cho đoàn viên có hoàn cảnh khó khăn',
  body: [
    'Chiều ngày 12/11/2019, Ban Chấp hành Công đoàn cơ sở Trường Mầm non Bằng Vân đã tổ chức thăm hỏi và trao quà cho đoàn viên Lục Thị Nga có hoàn cảnh khó khăn.',
    'Tại buổi trao quà, đồng chí Chủ tịch Công đoàn cơ sở đã động viên gia đình và trao 1.500.000 đồng do đoàn viên quyên góp. Hoạt động này được đoàn viên hưởng ứng.',
  ],
  captions: [
    'Đồng chí Bế Thị Lan trao quà cho đoàn viên Lục Thị Nga',
    'Ban Chấp hành chụp ảnh lưu niệm cùng gia đình đoàn viên',
  ],
  author: 'Bế Thị Lan',
  unit: 'Công đoàn cơ sở Trường Mầm non Bằng Vân',
  phone: '0977123456',
  accountNumber: '8602205033445',
  accountHolder: 'BE THI LAN',
} as const

/** What a reader gets, comparable: numbers revealed, paragraphs as a list. */
export interface Plain {
  readonly title: string | null
  readonly body: readonly string[]
  readonly captions: readonly string[]
  readonly author: string | null
  readonly unit: string | null
  readonly phone: string | null
  readonly accountNumber: string | null
  readonly accountHolder: string | null
}

export const NOTHING: Plain = {
  title: null,
  body: [],
  captions: [],
  author: null,
  unit: null,
  phone: null,
  accountNumber: null,
  accountHolder: null,
}

export function plain(fields: Fields): Plain {
  return {
    ...fields,
    body: fields.body?.split('\n') ?? [],
    phone: fields.phone?.reveal() ?? null,
    accountNumber: fields.accountNumber?.reveal() ?? null,
  }
}

export const paragraph = (text: string, more: { bold?: boolean; listed?: boolean } = {}): Block => ({
  kind: 'paragraph',
  text,
  bold: more.bold ?? false,
  listed: more.listed ?? false,
})

export const listed = (text: string): Block => paragraph(text, { listed: true })

export const bold = (text: string): Block => paragraph(text, { bold: true })

/** A cell's paragraphs, or one text. */
export type CellText = string | readonly (string | Block)[]

export const table = (...rows: readonly (readonly CellText[])[]): Block => ({ kind: 'table', rows: rows.map(rowOf) })

const rowOf = (row: readonly CellText[]): readonly Cell[] =>
  row.map((cell, column) => ({
    column,
    blocks: (typeof cell === 'string' ? [cell] : cell).map(part => (typeof part === 'string' ? paragraph(part) : part)),
  }))

export const picture = (name: string): Block => ({ kind: 'picture', file: aFile(name) })

/** Lines and blocks in reading order. */
export function document(...parts: readonly (string | Block)[]): Document {
  return {
    blocks: parts.map(part => (typeof part === 'string' ? paragraph(part) : part)),
    links: [],
    notes: [],
  }
}

export const attached = (content: Document, name = 'tin.docx'): Content => ({
  kind: 'document',
  file: aFile(name),
  document: content,
  pictures: [],
})

/** A mail in which the person wrote `own`; its subject says nothing. */
export const mail = (own: string, more: Partial<Mail> = {}, contents: readonly Content[] = []): Reading =>
  aReading({ subject: '', text: '', own, signature: '', quoted: '', forwarded: '', ...more }, contents)

/** The fields of a document that came alone with a mail that says nothing. */
export const readDocument = (content: Document): Plain => plain(readForm([mail('', {}, [attached(content)])]).fields)

/** The fields of a text typed in a mail. */
export const readBody = (...lines: readonly string[]): Plain => plain(readForm([mail(lines.join('\n'))]).fields)

export const caption = (text: string, more: Partial<CaptionLine> = {}): CaptionLine => ({
  text,
  number: null,
  fileName: null,
  ...more,
})
