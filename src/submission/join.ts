import type { Arrival } from './arrival.ts'
import { isSameTopic, likeness } from './likeness.ts'

/** What is there already: a submission, or a mail that may be the beginning of one. */
export interface Known<Id> {
  readonly id: Id
  /** False for a mail that is perhaps a contribution: photos that came before their article. */
  readonly isSubmission: boolean
  readonly code: string | null
  readonly mails: readonly Arrival[]
  /** Message-IDs of what we sent. */
  readonly sentIds: readonly string[]
  /** The mailbox shows the mail in one thread with a mail of it, or with a reply of ours (Gmail's X-GM-THRID). */
  readonly inThread: boolean
}

export type JoinReason = 'sameMail' | 'code' | 'reply' | 'thread' | 'sequel' | 'sameArticle'

const HOUR = 60 * 60 * 1000
/** What a piece lacks follows within two days: forgotten photos come the next morning. */
const LACKING = 48 * HOUR
/** More photos of a piece that has some, without a word that they are more: sent in several mails, one after the other. */
const MORE = 6 * HOUR
/** "Em gửi bổ sung ảnh": a request to complete stands open this long. */
const SAID = 14 * 24 * HOUR
/** A corrected article follows within a month; next month's report in the same words is another. */
const CORRECTED = 30 * 24 * HOUR
/** Two articles with this share of their word triples in common are one, corrected. */
const SAME_ARTICLE = 0.6
/** The same where the mail says so, or answers: a corrected article may be half rewritten. */
const REWRITTEN = 0.25

/**
 * Where a mail belongs, and why; null: it is the first of something new. A new complete article is a new submission
 * even in an old thread: people answer an old mail to write a new one.
 */
export function join<Id>(
  arrival: Arrival,
  known: readonly Known<Id>[],
): { readonly to: Id; readonly why: JoinReason } | null {
  const same = known.find(({ mails }) => mails.some(mail => isSameMail(arrival, mail)))
  if (same !== undefined) return { to: same.id, why: 'sameMail' }
  const twin = twinOf(arrival, known)
  if (twin !== null) return { to: twin.id, why: 'sameArticle' }
  const open = arrival.hasArticle ? known.filter(one => !hasArticle(one)) : known
  const named = open.find(({ code }) => code !== null && arrival.codes.includes(code))
  if (named !== undefined) return { to: named.id, why: 'code' }
  const answered = nearestAnswered(arrival, open)
  if (answered !== null) return { to: answered.id, why: 'reply' }
  const threaded = nearestInThread(arrival, open)
  if (threaded !== null) return { to: threaded.id, why: 'thread' }
  const before = sequelTo(arrival, open)
  return before === null ? null : { to: before.id, why: 'sequel' }
}

/** Of several in one thread the one that is answered most directly; or the one whose mail came before what it answers. */
export function nearestAnswered<Id>(arrival: Arrival, known: readonly Known<Id>[]): Known<Id> | null {
  for (const id of arrival.references) {
    const found = known.find(({ mails, sentIds }) => sentIds.includes(id) || mails.some(mail => mail.messageId === id))
    if (found !== undefined) return found
  }
  return known.find(({ mails }) => mails.some(({ references }) => references.includes(arrival.messageId))) ?? null
}

/**
 * What a mail answers though nobody knows the id that it names: Gmail may give what we send another one
 * (zkemail/email-wallet#81). Of a mail that answers nothing the thread says little: Gmail also makes one of mails that
 * have a subject in common.
 */
export function nearestInThread<Id>(arrival: Arrival, known: readonly Known<Id>[]): Known<Id> | null {
  if (arrival.references.length === 0) return null
  const threaded = known.filter(({ inThread }) => inThread)
  return threaded.toSorted((a, b) => away(a, arrival) - away(b, arrival))[0] ?? null
}

/**
 * Mails that are perhaps contributions and belong to an article that has come: photos sent before it in several mails,
 * answers that overtook it.
 */
export function bringsAlong<Id>(arrival: Arrival, known: readonly Known<Id>[]): readonly Known<Id>[] {
  if (!arrival.hasArticle) return []
  return known.filter(one => {
    const answersIt = one.mails.some(({ references }) => references.includes(arrival.messageId))
    const isNear = isFrom(one, arrival.sender) && away(one, arrival) <= MORE && hasPhotos(one)
    return !one.isSubmission && !hasArticle(one) && (answersIt || isNear)
  })
}

const hasArticle = <Id>({ mails }: Known<Id>): boolean => mails.some(mail => mail.hasArticle)
const hasPhotos = <Id>({ mails }: Known<Id>): boolean => mails.some(({ photos }) => photos > 0)
const isFrom = <Id>({ mails }: Known<Id>, address: string): boolean =>
  address !== '' && mails.some(({ sender }) => sender === address)
const away = <Id>({ mails }: Known<Id>, { sentAt }: Arrival): number =>
  Math.min(...mails.map(mail => Math.abs(mail.sentAt - sentAt)))

/** Programs that give all their mails one Message-ID exist: another article is another mail. */
function isSameMail(a: Arrival, b: Arrival): boolean {
  const isOther = a.hasArticle && b.hasArticle && likeness(a.prints, b.prints) < REWRITTEN
  return a.messageId === b.messageId && a.sender === b.sender && !isOther
}

/** The submission with the same article: near-identical, or rewritten by one who says so. */
function twinOf<Id>(arrival: Arrival, known: readonly Known<Id>[]): Known<Id> | null {
  const ranked = known
    .map(one => ({ one, share: shareWith(arrival, one) }))
    .filter(({ one, share }) => share >= SAME_ARTICLE || (share >= REWRITTEN && isCorrected(arrival, one)))
    .sort((a, b) => b.share - a.share)
  const again = known.find(one => hasArticle(one) && isCorrected(arrival, one) && isSameTitle(arrival, one))
  return ranked[0]?.one ?? again ?? null
}

function shareWith<Id>(arrival: Arrival, { mails }: Known<Id>): number {
  const shares = mails
    .filter(mail => arrival.hasArticle && mail.hasArticle && Math.abs(mail.sentAt - arrival.sentAt) <= CORRECTED)
    .map(mail => likeness(arrival.prints, mail.prints))
  return Math.max(0, ...shares)
}

/** "Em gửi lại bài đã sửa" from the same sender, or an answer in its thread. */
function isCorrected<Id>(arrival: Arrival, one: Known<Id>): boolean {
  if (!arrival.hasArticle) return false
  const said = arrival.isSequel && isFrom(one, arrival.sender) && away(one, arrival) <= SAID
  const answers = nearestAnswered(arrival, [one]) ?? nearestInThread(arrival, [one])
  return said || answers !== null || (one.code !== null && arrival.codes.includes(one.code))
}

const isSameTitle = <Id>({ topic }: Arrival, { mails }: Known<Id>): boolean =>
  topic !== '' && mails.some(mail => mail.hasArticle && mail.topic === topic)

/** The nearest piece of the same sender that lacks what this mail brings, or that its subject names. */
function sequelTo<Id>(arrival: Arrival, open: readonly Known<Id>[]): Known<Id> | null {
  const near = open
    .map(one => ({ one, away: away(one, arrival) }))
    .sort((a, b) => a.away - b.away)
    .map(({ one }) => one)
  const own = near.filter(one => isFrom(one, arrival.sender))
  const named = near.find(one => lacks(one, arrival) && isNamed(one, arrival))
  const lacking = own.find(one => lacks(one, arrival))
  return named ?? lacking ?? own.find(one => follows(arrival, one)) ?? null
}

/** One has the article, the other the photos. */
function lacks<Id>(one: Known<Id>, arrival: Arrival): boolean {
  if (away(one, arrival) > LACKING) return false
  if (arrival.hasArticle) return !hasArticle(one) && hasPhotos(one)
  return arrival.photos > 0 && hasArticle(one) && !hasPhotos(one)
}

const isNamed = <Id>({ mails }: Known<Id>, { topic }: Arrival): boolean =>
  mails.some(mail => isSameTopic(mail.topic, topic))

/** More of the same: said so, or photos right after photos. Photos with captions of their own begin something new. */
function follows<Id>(arrival: Arrival, one: Known<Id>): boolean {
  if (arrival.hasArticle) return false
  const apart = away(one, arrival)
  if (arrival.isSequel) return apart <= SAID
  return arrival.photos > 0 && hasPhotos(one) && apart <= MORE && (arrival.captions === 0 || !hasArticle(one))
}
