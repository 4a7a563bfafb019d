import { type Passage, type Publication, type PublishedPhoto, wordsOf } from '../src/domain.ts'
import { plainBlocks } from './passages.ts'

/** Names in the package. The article's files are called by its title; this is for one without. */
export const UNTITLED = 'Bài chưa có tít'
export const CAPTIONS = 'Chú thích ảnh.txt'
export const ORIGINALS = 'Ảnh gốc'
export const WEB_COPIES = 'Ảnh đăng web'

/** "Ảnh 01": a photo's files and its caption are called by its place, which sorts as it counts. */
export function photoName(at: number, { photos }: Publication): string {
  const digits = Math.max(2, String(photos.length).length)
  return `Ảnh ${String(at + 1).padStart(digits, '0')}`
}

/** A photo as it lies in the package. */
export interface PackedPhoto extends PublishedPhoto {
  /** "Ảnh 01". */
  readonly name: string
  /** `gone`: it is no more in the store. `keptBack`: it says where it was taken, and nobody asked for that. */
  readonly original: 'there' | 'gone' | 'keptBack'
  /** Path of its web copy; null if there is none. */
  readonly webCopy: string | null
}

export const captioned = ({ name, caption }: PackedPhoto): string =>
  caption === null ? `${name}: (chưa có chú thích)` : `${name}: ${caption}`

/** The captions as a text, and which files are not there. As old Notepads want it: a mark in front, CR LF. */
export function captionsText({ title }: Publication, photos: readonly PackedPhoto[]): string {
  const lines = photos.flatMap(photo => [captioned(photo), ...missing(photo)])
  return `\ufeff${[title ?? UNTITLED, '', ...(lines.length === 0 ? ['Bài không có ảnh.'] : lines), ''].join('\r\n')}`
}

function missing({ original, webCopy }: PackedPhoto): readonly string[] {
  return [
    ...NO_ORIGINAL[original],
    ...(webCopy === null ? ['   Không có bản đăng web: chưa tạo được từ tệp đã gửi.'] : []),
  ]
}

const NO_ORIGINAL: Readonly<Record<PackedPhoto['original'], readonly string[]>> = {
  there: [],
  gone: ['   Thiếu ảnh gốc: chưa lấy được tệp này trong kho lưu trữ.'],
  keptBack: ['   Không kèm ảnh gốc: tệp có ghi vị trí nơi chụp. Khi cần, xin tải gói kèm vị trí ở trang của bài.'],
}

/** A post on Facebook: paragraphs apart, the captions below. */
export function facebookText(publication: Publication): string {
  const { title, body, credit, photos } = publication
  const captions = photos.flatMap(({ caption }, at) =>
    caption === null ? [] : [photos.length === 1 ? `Ảnh: ${caption}` : `Ảnh ${at + 1}: ${caption}`],
  )
  return posted([title, ...plainBlocks(body), credit, captions.join('\n')])
}

/** A message on Zalo, which has no headings: the title in capitals, a sentence a line. Photos go without captions there. */
export function zaloText({ title, body, credit }: Publication): string {
  return posted([title?.toLocaleUpperCase('vi') ?? null, ...plainBlocks(body, sentences), credit])
}

const posted = (parts: readonly (string | null)[]): string => parts.filter(Boolean).join('\n\n')

/** A sentence ends after a word of three letters or more: "TS.", "Tp." and "đ/c." end none. */
const SENTENCE_END = /(?<=[\p{Ll}\d]{3}[.!?…]+["”)]?)\s+(?=["“(]?\p{Lu})/gu

const sentences = (passage: Passage): string =>
  passage.kind === 'paragraph' ? wordsOf(passage).replace(SENTENCE_END, '\n') : wordsOf(passage)
