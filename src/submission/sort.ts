import type { OtherReason } from '../domain.ts'
import { bareSubject } from '../mail/identity.ts'
import { kindOf, type Arrived as Mail } from '../mail/kind.ts'
import type { Arrival } from './arrival.ts'
import { bringsAlong, type JoinReason, join, type Known, nearestAnswered, nearestInThread } from './join.ts'

/** A mail and what is known of it when it is sorted. */
export type Arrived = Omit<Mail, 'answers'> & { readonly arrival: Arrival }

export type Sorted<Id> =
  /** `about`: the submission that it talks about, which it does not change. */
  | { readonly kind: 'other'; readonly why: OtherReason; readonly about: Id | null }
  /** `to` null: the first mail of a new submission. `along`: mails that were only perhaps contributions and belong to it. */
  | {
      readonly kind: 'submission'
      readonly to: Id | null
      readonly why: JoinReason | 'first'
      readonly along: readonly Id[]
    }

/**
 * A contribution or not, and where it belongs. What is only perhaps a contribution counts where it joins a submission:
 * photos without a word, minutes after their article.
 */
export function sortMail<Id>(arrived: Arrived, known: readonly Known<Id>[]): Sorted<Id> {
  const { arrival } = arrived
  const submissions = known.filter(one => one.isSubmission)
  const answered = answeredIn(arrival, submissions)
  const kind = kindOf({ ...arrived, answers: answered !== null || answersUs(arrived) })
  if (kind.kind === 'other' && kind.why !== 'maybe') {
    const about = answered ?? (kind.why === 'conversation' ? newestOf(arrival, submissions) : null)
    return { ...kind, about: about?.id ?? null }
  }
  const joined = join(arrival, kind.kind === 'submission' ? known : submissions)
  if (joined === null && kind.kind === 'other') return { ...kind, about: null }
  const along = bringsAlong(arrival, known)
    .map(({ id }) => id)
    .filter(id => id !== joined?.to)
  return { kind: 'submission', ...(joined ?? { to: null, why: 'first' }), along }
}

function answeredIn<Id>(arrival: Arrival, submissions: readonly Known<Id>[]): Known<Id> | null {
  const named = submissions.find(({ code }) => code !== null && arrival.codes.includes(code))
  return named ?? nearestAnswered(arrival, submissions) ?? nearestInThread(arrival, submissions)
}

/** "Bao giờ đăng bài ạ?" in a new mail: the sender's newest piece is meant. */
function newestOf<Id>({ sender, sentAt }: Arrival, submissions: readonly Known<Id>[]): Known<Id> | null {
  const begun = ({ mails }: Known<Id>): number => Math.min(...mails.map(mail => mail.sentAt))
  const own = submissions.filter(one => begun(one) <= sentAt && one.mails.some(mail => mail.sender === sender))
  return own.toSorted((a, b) => begun(b) - begun(a))[0] ?? null
}

/** The subject of a reply of ours with its code, though nothing of that submission is at hand. */
const answersUs = ({ arrival, reading }: Arrived): boolean =>
  arrival.codes.length > 0 &&
  /^(đã nhận|cần bổ sung|nhắc bổ sung|tạm gác|đã duyệt|đã đăng|về bài)\s*:/iu.test(bareSubject(reading.mail.subject))
