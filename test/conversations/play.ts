import { matterOf } from '../../pipelines/letters.ts'
import { replyTo, verdict } from '../../pipelines/verdict.ts'
import type { Content, Mail, OtherReason, Reading, SubmissionVerdict } from '../../src/domain.ts'
import { readForm } from '../../src/form/read.ts'
import { arrivalOf } from '../../src/submission/arrival.ts'
import { type Group, groupMails, type Mailed } from '../../src/submission/group.ts'
import { aFile, aReading, OFFICE } from '../domain.ts'
import { NOTHING, type Plain, plain } from '../form/compose.ts'

/** Names of a photo and of the copy of it that a messenger made. */
export const ORIGINAL = 'IMG_0001.jpg'
export const COPY = 'z1574218800123_0a1b2c3d4e5f60718293a4b5c6d7e8f9.jpg'

/** A letter of ours, as the contributor's program has it when it answers. */
export interface Letter {
  readonly messageId: string
  readonly references: readonly string[]
  readonly subject: string
  readonly text: string
  readonly recipient: string
  /** "complete form.unit": its kind and the rules it asks by. */
  readonly matter: string
}

/** What a contributor sends next: `at` minutes after the conversation's first mail. */
export interface Turn {
  readonly name: string
  readonly at: number
  /** Given the newest letter of ours, if any. */
  readonly mail: (letter: Letter) => Partial<Mail>
  readonly contents: readonly Content[]
}

/** A submission or other mail at the end. */
export interface End {
  readonly mails: string
  readonly state: 'accept' | 'complete' | OtherReason
  readonly fields: Plain
  /** Names of photos, the caption behind a colon. */
  readonly photos: readonly string[]
}

export interface Sent extends Mailed {
  readonly name: string
  readonly at: number
}

/** Minutes without a mail after which a letter goes out, as `QUIET_MINUTES` has it. */
export const QUIET = 10
const REFERENCE = 'BK-2019-0001'
export const START = Date.parse('2019-11-20T02:00:00Z')

/** Plays a conversation: the mails as they were written and the letters that answered them, "article: acknowledge". */
export function play(turns: readonly Turn[]): { readonly mails: readonly Sent[]; readonly letters: readonly string[] } {
  const mails: Sent[] = []
  const letters: Answered[] = []
  turns.forEach((turn, number) => {
    const mail = written(turn, letters.at(-1)?.letter ?? NO_LETTER)
    mails.push(mail)
    const next = turns[number + 1]
    if (next !== undefined && next.at - turn.at < QUIET && joins(next, mail, mails, letters.at(-1)?.letter)) return
    const group = groupOf(mail, mails)
    const letter = letterTo(group)
    const said = letters.filter(({ to }) => group.mails.some(({ name }) => name === to))
    if (letter !== null && !isTold(letter, said)) letters.push({ to: turn.name, letter })
  })
  return { mails, letters: letters.map(({ to, letter }) => `${to}: ${letter.matter}`) }
}

interface Answered {
  readonly to: string
  readonly letter: Letter
}

/** Has this reader been told just this, and nothing else been said since? */
function isTold({ matter, recipient }: Letter, said: readonly Answered[]): boolean {
  const since = said.slice(said.findLastIndex(({ letter }) => letter.matter !== matter) + 1)
  return since.some(({ letter }) => letter.recipient === recipient)
}

export const NO_LETTER: Letter = { messageId: '', references: [], subject: '', text: '', recipient: '', matter: '' }

/** The next mail comes before the letter goes out, and to the same submission. */
function joins(next: Turn, mail: Sent, mails: readonly Sent[], letter = NO_LETTER): boolean {
  return groupOf(mail, [...mails, written(next, letter)]).mails.some(({ name }) => name === next.name)
}

function groupOf(mail: Sent, mails: readonly Sent[]): Group<Sent> {
  const group = groupMails(mails, OFFICE).find(one => one.mails.some(({ name }) => name === mail.name))
  if (group === undefined) throw new Error(`lost: ${mail.name}`)
  return group
}

/** What the submission's newest mail is answered with; null for other mail. */
function letterTo(group: Group<Sent>): Letter | null {
  const newest = group.mails.at(-1)
  if (newest === undefined || group.why !== null) return null
  const { mail } = newest.reading
  const found = verdictOf(group)
  const reply = replyTo(mail, { verdict: found, office: OFFICE, reference: REFERENCE })
  if (reply === null) return null
  return {
    ...reply,
    recipient: reply.to,
    matter: matterOf(reply.kind, found),
    messageId: `<letter-after-${newest.name}@tinbai.example>`,
    references: [...mail.references, newest.arrival.messageId],
  }
}

export function written({ name, at, mail, contents }: Turn, letter: Letter): Sent {
  const messageId = `<${name}@example.com>`
  const sentAt = START + at * 60_000
  const reading: Reading = aReading({ messageId, date: new Date(sentAt).toISOString(), ...mail(letter) }, contents)
  const form = readForm([reading])
  const own = reading.mail.messageId ?? messageId
  const arrival = arrivalOf(reading, form, { messageId: own, sentAt, prefix: OFFICE.prefix })
  return { name, at, reading, form, arrival }
}

const verdictOf = ({ mails }: Group<Sent>) =>
  verdict({ readings: mails.map(({ reading }) => reading), earlier: new Map(), seen: SEEN, corrections: [] })

/** The messenger's copy and the phone's first photo show one picture. */
const SEEN = new Map(
  [ORIGINAL, COPY].map(name => [aFile(name).sha256, { print: '01'.repeat(32), thumbnailLikeness: null }]),
)

/** What the mails make up, in whatever order they are given. */
export function endOf(mails: readonly Sent[]): readonly End[] {
  return groupMails(mails, OFFICE).map(group => {
    const names = [...new Set(group.mails.map(({ name }) => name))].join(' + ')
    const found = verdictOf(group)
    return group.why === null ? endIn(names, found) : { mails: names, state: group.why, ...NOTHING_FILED }
  })
}

/** What is of no submission has no fields. */
export const NOTHING_FILED = { fields: NOTHING, photos: [] } as const

export function endIn(mails: string, { decision, fields, photos }: SubmissionVerdict): End {
  return {
    mails,
    state: decision === 'none' ? 'noSign' : decision,
    fields: plain(fields),
    photos: photos.map(({ file, caption }) => [file.name, caption].filter(Boolean).join(': ')),
  }
}
