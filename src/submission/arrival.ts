import type { FormReading, Reading } from '../domain.ts'
import { isArticleLike } from '../form/article.ts'
import { fold } from '../form/clean.ts'
import { contentsOf } from '../mail/contents.ts'
import { bareSubject } from '../mail/identity.ts'
import { speaksOfMore } from '../mail/speech.ts'
import { printsOf } from './likeness.ts'

/** What of a mail decides where it belongs: plain values that can be stored. */
export interface Arrival {
  readonly messageId: string
  /**
   * In-Reply-To, then References from the last back: the nearest first, for a thread may hold several submissions. Of a
   * bounce also the mail that came back.
   */
  readonly references: readonly string[]
  /** Reference codes anywhere in subject and text, "BK-2026-0042". */
  readonly codes: readonly string[]
  readonly sender: string
  /** Milliseconds since 1970. */
  readonly sentAt: number
  readonly hasArticle: boolean
  readonly photos: number
  readonly captions: number
  /** It says that it adds to, replaces or follows something sent before. */
  readonly isSequel: boolean
  /** The words of the article's title, or of a subject that says what happened, as a key; '' where there is none. */
  readonly topic: string
  /** Prints of the article's word triples; see `likeness`. */
  readonly prints: readonly number[]
}

/** A reading → what join looks at. `messageId` is the given one or the derived; `sentAt` in milliseconds. */
export function arrivalOf(
  { mail, contents }: Reading,
  form: FormReading,
  { messageId, sentAt, prefix }: { readonly messageId: string; readonly sentAt: number; readonly prefix: string },
): Arrival {
  const { body, title } = form.fields
  const hasArticle = body !== null && (isArticleLike(body) || form.labels.includes('body'))
  return {
    messageId,
    references: [...new Set([...mail.inReplyTo, ...mail.references.toReversed(), ...(mail.bounce?.about ?? [])])],
    codes: codesIn(`${mail.subject}\n${mail.text}`, prefix),
    sender: mail.from?.address ?? '',
    sentAt,
    hasArticle,
    photos: contentsOf(contents).filter(({ kind }) => kind === 'photo').length,
    captions: form.captions.length,
    isSequel: speaksOfMore(mail),
    topic: topicOf(hasArticle ? (title ?? '') : bareSubject(mail.subject)),
    prints: printsOf(body ?? ''),
  }
}

/** As we write them, and as people copy them: "bk 2026-0042". */
function codesIn(words: string, prefix: string): readonly string[] {
  const code = new RegExp(`(?<![\\p{L}\\d])${literal(prefix)}[-–_ ]?(20\\d{2})[-–_ ]?(\\d{4,6})(?!\\d)`, 'giu')
  return [...new Set([...words.matchAll(code)].map(([, year, number]) => `${prefix}-${year}-${number}`))]
}

const literal = (text: string): string => text.replace(/[^\p{L}\d]/gu, mark => `\\${mark}`)

/** Fewer words ("Tin bài tháng 11") name nothing. */
const TOPIC_WORDS = 5

function topicOf(text: string): string {
  const words = fold(text).match(/[a-z0-9]+/g) ?? []
  return words.length >= TOPIC_WORDS ? words.join(' ') : ''
}
