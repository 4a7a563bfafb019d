import type { Office, OtherReason, Reading, Verdict } from '../src/domain.ts'
import { readForm } from '../src/form/read.ts'
import { derivedMessageId } from '../src/mail/identity.ts'
import type { Isolation } from '../src/run/isolate.ts'
import { type Arrival, arrivalOf, type Known } from '../src/submission/join.ts'
import { sortMail } from '../src/submission/sort.ts'
import { type Reply, replyFor } from '../templates/replies/reply.ts'
import { readMail, verdict } from './verdict.ts'

/** A submission, or another mail, that the given mails make up. */
export interface Inspected {
  /** Names of its mails, as given. */
  readonly mails: readonly string[]
  readonly readings: readonly Reading[]
  readonly verdict: Verdict
  readonly reply: Reply | null
}

export interface InspectEdges {
  readonly isolation: Isolation
  readonly office: Office
}

interface Group {
  readonly mails: { readonly name: string; readonly reading: Reading; readonly arrival: Arrival }[]
  /** Null: a submission. */
  why: OtherReason | null
}

/** Mails without a date came one after the other, in the order given. */
const MINUTE = 60_000

/**
 * Judges mails as if they had just arrived, in the order given.
 *
 * @returns a verdict for each submission and other mail; names of files that are no mail
 */
export async function inspectMails(
  mails: readonly { readonly name: string; readonly key: string }[],
  edges: InspectEdges,
): Promise<{ readonly inspected: readonly Inspected[]; readonly unread: readonly string[] }> {
  const groups: Group[] = []
  const unread: string[] = []
  let last = 0
  for (const [number, { name, key }] of mails.entries()) {
    const reading = await readMail(key, edges.isolation).catch(() => 'notMail' as const)
    if (typeof reading === 'string') {
      unread.push(name)
      continue
    }
    last = Date.parse(reading.mail.date ?? '') || last + MINUTE
    place(
      groups,
      { name, reading, sentAt: last, messageId: reading.mail.messageId ?? derivedMessageId(String(number)) },
      edges.office,
    )
  }
  return { inspected: groups.map((group, number) => judged(group, number, edges.office)), unread }
}

function place(
  groups: Group[],
  { name, reading, sentAt, messageId }: { name: string; reading: Reading; sentAt: number; messageId: string },
  office: Office,
): void {
  const form = readForm([reading])
  const arrival = arrivalOf(reading, form, { messageId, sentAt, prefix: office.prefix })
  const known = groups.filter(({ why }) => why === null || why === 'maybe').map(knownOf)
  const wroteBefore = groups.some(
    group => group.why === null && group.mails.some(mail => mail.arrival.sender === arrival.sender),
  )
  const sorted = sortMail({ reading, form, arrival, office, wroteBefore }, known)
  const mail = { name, reading, arrival }
  if (sorted.kind === 'submission' && sorted.to !== null) {
    sorted.to.mails.push(mail)
    sorted.to.why = null
  } else {
    groups.push({ mails: [mail], why: sorted.kind === 'other' ? sorted.why : null })
  }
}

const knownOf = (group: Group): Known<Group> => ({
  id: group,
  isSubmission: group.why === null,
  code: null,
  mails: group.mails.map(({ arrival }) => arrival),
  sentIds: [],
})

function judged({ mails, why }: Group, number: number, office: Office): Inspected {
  const inOrder = mails.toSorted((a, b) => a.arrival.sentAt - b.arrival.sentAt)
  const readings = inOrder.map(({ reading }) => reading)
  const names = mails.map(({ name }) => name)
  if (why !== null)
    return { mails: names, readings, verdict: { kind: 'other', why, findings: maybe(why) }, reply: null }
  const found = verdict({ readings, earlier: new Map() })
  const [newest] = readings.slice(-1)
  const reference = `${office.prefix}-${yearOf(inOrder[0]?.arrival.sentAt ?? 0)}-${String(number + 1).padStart(4, '0')}`
  const reply = newest === undefined ? null : replyFor({ verdict: found, mail: newest.mail, office, reference })
  return { mails: names, readings, verdict: found, reply }
}

const maybe = (why: OtherReason): Verdict['findings'] =>
  why === 'maybe' ? [{ rule: 'mail.maybe', certainty: 'doubt', asks: false, files: [], values: {} }] : []

const yearOf = (time: number): number => new Date(time).getUTCFullYear()
