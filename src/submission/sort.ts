import type { OtherReason } from '../domain.ts'
import { kindOf, type Arrived as Mail } from '../mail/kind.ts'
import { type Arrival, answers, type JoinReason, join, type Known } from './join.ts'

/** A mail and what is known of it when it is sorted. */
export type Arrived = Omit<Mail, 'answers'> & { readonly arrival: Arrival }

export type Sorted<Id> =
  /** `about`: the submission that it talks about, which it does not change. */
  | { readonly kind: 'other'; readonly why: OtherReason; readonly about: Id | null }
  /** `to` null: the first mail of a new submission. */
  | { readonly kind: 'submission'; readonly to: Id | null; readonly why: JoinReason | 'first' }

/**
 * A contribution or not, and where it belongs. What is only perhaps a contribution counts where it joins a submission:
 * photos without a word, minutes after their article.
 */
export function sortMail<Id>(arrived: Arrived, known: readonly Known<Id>[]): Sorted<Id> {
  const { arrival } = arrived
  const answered = known.find(one => one.isSubmission && answers(arrival, one))
  const kind = kindOf({ ...arrived, answers: answered !== undefined })
  if (kind.kind === 'other' && kind.why !== 'maybe') return { ...kind, about: answered?.id ?? null }
  const submissions = known.filter(one => one.isSubmission)
  const joined = join(arrival, kind.kind === 'submission' ? known : submissions)
  if (joined !== null) return { kind: 'submission', ...joined }
  return kind.kind === 'submission' ? { kind: 'submission', to: null, why: 'first' } : { ...kind, about: null }
}
