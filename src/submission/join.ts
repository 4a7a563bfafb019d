import type { FormReading, Reading } from '../domain.ts'
import { isArticleLike } from '../form/article.ts'
import { fold } from '../form/clean.ts'

/** What of a mail decides where it belongs: plain values that can be stored. */
export interface Arrival {
  readonly messageId: string
  /** In-Reply-To and References. */
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
  /** Prints of the article's word triples; see {@link likeness}. */
  readonly prints: readonly number[]
}

/** What is there already: a submission, or a mail that may be the beginning of one. */
export interface Known<Id> {
  readonly id: Id
  /** False for a mail that is perhaps a contribution: photos that came before their article. */
  readonly isSubmission: boolean
  readonly code: string | null
  readonly mails: readonly Arrival[]
  /** Message-IDs of what we sent. */
  readonly sentIds: readonly string[]
}

export type JoinReason = 'sameMail' | 'code' | 'reply' | 'sequel' | 'sameArticle'

/** From one mail to the next of a submission, in hours; photos that were forgotten are sent the next day. */
const SEQUEL_HOURS = 48
/** Two articles with this share of their word triples in common are one, corrected. */
const SAME_ARTICLE = 0.6
const HOUR = 60 * 60 * 1000

/**
 * Where a mail belongs, and why; null: it is the first of something new. A new complete article is a new submission
 * even in an old thread: people answer an old mail to write a new one.
 */
export function join<Id>(
  arrival: Arrival,
  known: readonly Known<Id>[],
): { readonly to: Id; readonly why: JoinReason } | null {
  const same = known.find(({ mails }) => mails.some(({ messageId }) => messageId === arrival.messageId))
  if (same !== undefined) return { to: same.id, why: 'sameMail' }
  const twin = known.find(({ mails }) => mails.some(mail => isSameArticle(arrival, mail)))
  if (twin !== undefined) return { to: twin.id, why: 'sameArticle' }
  const open = arrival.hasArticle ? known.filter(({ mails }) => !mails.some(({ hasArticle }) => hasArticle)) : known
  const named = open.find(({ code }) => code !== null && arrival.codes.includes(code))
  if (named !== undefined) return { to: named.id, why: 'code' }
  const answered = open.find(one => answers(arrival, one))
  if (answered !== undefined) return { to: answered.id, why: 'reply' }
  const before = sequelTo(arrival, open)
  return before === null ? null : { to: before.id, why: 'sequel' }
}

export function answers<Id>({ references, codes }: Arrival, { code, mails, sentIds }: Known<Id>): boolean {
  const ids = [...mails.map(({ messageId }) => messageId), ...sentIds]
  return references.some(id => ids.includes(id)) || (code !== null && codes.includes(code))
}

/** The sender's newest piece within the window that lacks what this mail brings. */
function sequelTo<Id>(arrival: Arrival, open: readonly Known<Id>[]): Known<Id> | null {
  const near = open
    .filter(({ mails }) => mails.some(({ sender }) => sender === arrival.sender && sender !== ''))
    .map(one => ({ one, away: Math.min(...one.mails.map(({ sentAt }) => Math.abs(sentAt - arrival.sentAt))) }))
    .filter(({ away }) => away <= SEQUEL_HOURS * HOUR)
    .sort((a, b) => a.away - b.away)
  const lacking = near.find(({ one }) => lacks(one, arrival))
  return (lacking ?? (arrival.isSequel ? near[0] : undefined))?.one ?? null
}

function lacks<Id>({ mails }: Known<Id>, arrival: Arrival): boolean {
  const hasArticle = mails.some(mail => mail.hasArticle)
  const hasPhotos = mails.some(({ photos }) => photos > 0)
  if (arrival.hasArticle) return !hasArticle
  return hasArticle && arrival.photos > 0
    ? !hasPhotos || arrival.isSequel || arrival.captions === 0
    : !hasArticle && arrival.photos > 0
}

function isSameArticle(a: Arrival, b: Arrival): boolean {
  return a.hasArticle && b.hasArticle && likeness(a.prints, b.prints) >= SAME_ARTICLE
}

/** The share of prints two texts have in common (Jaccard). */
export function likeness(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return 0
  const others = new Set(b)
  const common = new Set(a.filter(print => others.has(print))).size
  return common / (new Set(a).size + others.size - common)
}

const SEQUEL =
  /\b(bo sung|gui lai|gui them|gui tiep|gui not|thay anh|thay the|anh cua bai|anh kem bai|tiep theo|phan con lai|dinh chinh|sua lai|ban sua|cap nhat)\b/

/** A reading → what join looks at. `messageId` is the given one or the derived; `sentAt` in milliseconds. */
export function arrivalOf(
  { mail, contents }: Reading,
  form: FormReading,
  { messageId, sentAt, prefix }: { readonly messageId: string; readonly sentAt: number; readonly prefix: string },
): Arrival {
  const words = `${mail.subject}\n${mail.text}`
  const { body } = form.fields
  return {
    messageId,
    references: [...new Set([...mail.inReplyTo, ...mail.references])],
    codes: [...new Set(words.match(new RegExp(`\\b${prefix}-\\d{4}-\\d{4,}\\b`, 'g')) ?? [])],
    sender: mail.from?.address ?? '',
    sentAt,
    hasArticle: body !== null && (isArticleLike(body) || form.labels.includes('body')),
    photos: countPhotos(contents),
    captions: form.captions.length,
    isSequel: SEQUEL.test(fold(`${mail.subject}\n${mail.own.slice(0, 500)}`)),
    prints: printsOf(body ?? ''),
  }
}

function countPhotos(contents: Reading['contents']): number {
  return contents.reduce(
    (sum, content) =>
      sum + (content.kind === 'photo' ? 1 : content.kind === 'mail' ? countPhotos(content.contents) : 0),
    0,
  )
}

/** Enough to tell articles apart; the longest seen have 900 words. */
const MAX_PRINTS = 1000

/** 32-bit FNV-1a of each three words in a row, accents aside. */
function printsOf(text: string): readonly number[] {
  const words = fold(text).match(/[a-z0-9]+/g) ?? []
  return words
    .slice(0, MAX_PRINTS)
    .slice(0, -2)
    .map((word, at) => fnv1a(`${word} ${words[at + 1]} ${words[at + 2]}`))
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
