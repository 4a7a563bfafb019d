import { createHash } from 'node:crypto'
import type { Office, OtherReason, Reading, Verdict } from '../src/domain.ts'
import { readForm } from '../src/form/read.ts'
import { derivedMessageId } from '../src/mail/identity.ts'
import type { Looking } from '../src/photos/look.ts'
import type { Isolation } from '../src/run/isolate.ts'
import { arrivalOf } from '../src/submission/arrival.ts'
import { type Group, groupMails, type Mailed } from '../src/submission/group.ts'
import { pieceId, piecesOf } from '../src/submission/pieces.ts'
import type { Reply } from '../templates/replies/reply.ts'
import { compareAll } from './compare.ts'
import { lookOnceIn } from './draw.ts'
import { readMail, replyTo, type Submission, verdict } from './verdict.ts'

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

/** A mail at its place in what was given. */
interface Given extends Mailed {
  readonly name: string
  readonly number: number
}

/** Mails without a date came one after the other, in the order given. */
const MINUTE = 60_000

/**
 * Judges mails as if they had just arrived, in the order sent.
 *
 * @returns a verdict for each submission and other mail, in the order given; names of files that are no mail
 */
export async function inspectMails(
  mails: readonly { readonly name: string; readonly key: string }[],
  { isolation, office }: InspectEdges,
): Promise<{ readonly inspected: readonly Inspected[]; readonly unread: readonly string[] }> {
  const look = lookOnceIn(isolation)
  const given: Given[] = []
  const unread: string[] = []
  let last = 0
  for (const [number, { name, key }] of mails.entries()) {
    // A file that cannot be read is named like one that is no mail, and the others are judged all the same.
    const reading = await readMail(key, { isolation, look }).catch(() => 'notMail' as const)
    if (typeof reading === 'string') {
      unread.push(name)
      continue
    }
    last = Date.parse(reading.mail.date ?? '') || last + MINUTE
    for (const [piece, one] of piecesOf(reading).entries()) {
      given.push({ name, number, ...mailed(one, piece, last, office) })
    }
  }
  return { inspected: await judgeAll(groupMails(given, office), office, look), unread }
}

/** @param groups in the order sent */
async function judgeAll(groups: readonly Group<Given>[], office: Office, look: Looking): Promise<Inspected[]> {
  const asGiven = groups.toSorted((a, b) => firstGiven(a) - firstGiven(b))
  const referenceOf = ({ mails: [first] }: Group<Given>, number: number): string =>
    `${office.prefix}-${yearOf(first?.arrival.sentAt ?? 0)}-${String(number + 1).padStart(4, '0')}`
  const references = new Map(asGiven.map((group, number) => [group, referenceOf(group, number)]))
  const submissions = groups.filter(({ why }) => why === null)
  const compared = await compareAll(
    submissions.map(group => ({
      reference: references.get(group) ?? '',
      readings: group.mails.map(({ reading }) => reading),
      mails: group.mails.map(({ number }) => number),
    })),
    look,
  )
  const known = new Map(submissions.map((group, at) => [group, compared[at]]))
  return asGiven.map(group => judged(group, office, references.get(group) ?? '', known.get(group)))
}

function mailed(reading: Reading, piece: number, sentAt: number, { prefix }: Office): Mailed {
  const form = readForm([reading])
  const messageId = pieceId(reading.mail.messageId ?? derivedMessageId(printOf(reading)), piece)
  return { reading, form, arrival: arrivalOf(reading, form, { messageId, sentAt, prefix }) }
}

/** The same mail given twice is one, also without a Message-ID. */
const printOf = ({ mail }: Reading): string => createHash('sha256').update(JSON.stringify(mail)).digest('hex')

const firstGiven = ({ mails }: Group<Given>): number => Math.min(...mails.map(({ number }) => number))

function judged(
  { mails, why }: Group<Given>,
  office: Office,
  reference: string,
  known: Pick<Submission, 'earlier' | 'seen'> = { earlier: new Map(), seen: new Map() },
): Inspected {
  const readings = mails.map(({ reading }) => reading)
  const names = [...new Set(mails.toSorted((a, b) => a.number - b.number).map(({ name }) => name))]
  if (why !== null)
    return { mails: names, readings, verdict: { kind: 'other', why, findings: maybe(why) }, reply: null }
  const found = verdict({ readings, ...known, corrections: [] })
  const [newest] = readings.slice(-1)
  const reply = newest === undefined ? null : replyTo(newest.mail, { verdict: found, office, reference })
  return { mails: names, readings, verdict: found, reply }
}

const maybe = (why: OtherReason): Verdict['findings'] =>
  why === 'maybe' ? [{ rule: 'mail.maybe', certainty: 'doubt', asks: false, files: [], values: {} }] : []

const yearOf = (time: number): number => new Date(time).getUTCFullYear()
