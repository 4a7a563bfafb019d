import type { Content, Mail } from '../../src/domain.ts'
import { NO_EXIF } from '../../src/photos/headers/exif.ts'
import { aDocument, aFormText, aPhotoFile, phoneFacts } from '../domain.ts'
import { COPY, type End, type Letter, ORIGINAL, type Turn } from './play.ts'

/** A conversation as it was written, and how it ends. */
export interface Conversation {
  readonly turns: readonly Turn[]
  /** In the order of their first mails. */
  readonly ends: readonly (Omit<Partial<End>, 'fields'> & { readonly fields?: Partial<End['fields']> })[]
  /** "article: complete photos.none": which mail each of our letters answers, and what it says. */
  readonly letters: readonly string[]
}

export type Conversations = Readonly<Record<string, Conversation>>

export const HOUR = 60
export const DAY = 24 * HOUR

export const form = (given: Parameters<typeof aFormText>[0] = {}, name = 'Mau tin bai.docx'): Content =>
  aDocument(aFormText(given), name)
export const photo = (name = ORIGINAL): Content => aPhotoFile(name)
/** A copy that a messenger made: nothing of the camera is left in it. */
export const copy = (): Content => ({
  ...aPhotoFile(COPY),
  kind: 'photo',
  facts: phoneFacts({ width: 1280, height: 960, exif: NO_EXIF.facts }),
})

export function turn(
  name: string,
  at: number,
  mail: Partial<Mail> | ((letter: Letter) => Partial<Mail>),
  ...contents: readonly Content[]
): Turn {
  return { name, at, mail: typeof mail === 'function' ? mail : () => mail, contents }
}

/** How most of them begin. */
export const article = (...contents: readonly Content[]): Turn =>
  turn('article', 0, { subject: 'Tin bài', text: 'Em gửi bài ạ' }, ...contents)

export const from = (address: string, name = ''): Pick<Mail, 'from'> => ({ from: { name, address } })
