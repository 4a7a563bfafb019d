import type { FormReading, Office, OtherReason, Reading } from '../domain.ts'
import type { Arrival } from './arrival.ts'
import { sortMail } from './sort.ts'

/** A mail that is to be grouped. */
export interface Mailed {
  readonly reading: Reading
  /** As read from this mail alone. */
  readonly form: FormReading
  readonly arrival: Arrival
}

/** Mails that make up a submission, in the order sent; or another mail, and why it is none. */
export interface Group<M> {
  readonly mails: readonly M[]
  readonly why: OtherReason | null
}

interface Open<M> {
  mails: M[]
  why: OtherReason | null
}

/**
 * Groups mails as if they had come in the order in which they were sent: shuffled or repeated, they give the same
 * groups. Groups come back in the order of their first mails.
 */
export function groupMails<M extends Mailed>(mails: readonly M[], office: Office): readonly Group<M>[] {
  let groups: readonly Open<M>[] = []
  for (const mail of mails.toSorted(inOrderSent)) groups = place(mail, groups, office)
  return groups
}

/** Of two sent at one time the article goes first. */
function inOrderSent({ arrival: a }: Mailed, { arrival: b }: Mailed): number {
  const order = a.sentAt - b.sentAt || Number(b.hasArticle) - Number(a.hasArticle)
  return order || (a.messageId < b.messageId ? -1 : Number(a.messageId > b.messageId))
}

function place<M extends Mailed>(mail: M, groups: readonly Open<M>[], office: Office): readonly Open<M>[] {
  const { reading, form, arrival } = mail
  const again = groups.find(({ why, mails }) => why !== null && mails.some(other => isAgain(arrival, other.arrival)))
  if (again !== undefined) {
    again.mails.push(mail)
    return groups
  }
  const open = groups.filter(({ why }) => why === null || why === 'maybe')
  const wroteBefore = open.some(
    ({ why, mails }) => why === null && mails.some(one => one.arrival.sender === arrival.sender),
  )
  const sorted = sortMail({ reading, form, arrival, office, wroteBefore }, open.map(knownOf))
  if (sorted.kind === 'other') return [...groups, { mails: [mail], why: sorted.why }]
  const to = sorted.to ?? { mails: [], why: null }
  to.mails = [...to.mails, ...sorted.along.flatMap(({ mails }) => mails), mail].sort(inOrderSent)
  to.why = null
  const left = groups.filter(group => !sorted.along.includes(group))
  return left.includes(to) ? left : [...left, to]
}

const isAgain = (a: Arrival, b: Arrival): boolean => a.messageId === b.messageId && a.sender === b.sender

const knownOf = <M extends Mailed>(group: Open<M>) => ({
  id: group,
  isSubmission: group.why === null,
  code: null,
  mails: group.mails.map(({ arrival }) => arrival),
  sentIds: [],
  inThread: false,
})
