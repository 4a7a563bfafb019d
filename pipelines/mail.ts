import type { Bounce, Content, Files, FormReading, MailFile, Office, OtherReason, Reading } from '../src/domain.ts'
import { readForm } from '../src/form/read.ts'
import { derivedMessageId } from '../src/mail/identity.ts'
import { undelivered } from '../src/mail/undelivered.ts'
import type { Looking } from '../src/photos/look.ts'
import type { Isolation } from '../src/run/isolate.ts'
import { pipeline, type Row, type Wake } from '../src/run/pipeline.ts'
import type { Database, Writing } from '../src/store/database.ts'
import { candidates, hasWritten, joinAlone, type Place } from '../src/store/joins.ts'
import { addPiece, fileOther, fileReading, keepMail, rawOf, type Sighting } from '../src/store/mails.ts'
import { type CameBack, noteBounce } from '../src/store/outbox.ts'
import type { Intake } from '../src/store/schema.ts'
import { addMail, openSubmission } from '../src/store/submissions.ts'
import { arrivalOf } from '../src/submission/arrival.ts'
import { pieceId, piecesOf } from '../src/submission/pieces.ts'
import { type Arrived, type Sorted, sortMail } from '../src/submission/sort.ts'
import { readMail, type Unread } from './verdict.ts'

export interface MailEdges {
  readonly database: Database
  readonly files: Files
  readonly isolation: Isolation
  /** Looks at each photo once and keeps what that gave, its thumbnail too. */
  readonly look: Looking
  readonly office: Office
  readonly now: () => Date
}

/**
 * Keep first: the raw bytes go to a blob, then one transaction writes the sighting, the mail and its first due step.
 *
 * @returns the row to be woken, or null for bytes that are known
 */
export async function takeIn(
  raw: AsyncIterable<Uint8Array>,
  sighting: Sighting,
  { database, files, now }: Pick<MailEdges, 'database' | 'files' | 'now'>,
): Promise<Wake | null> {
  const writer = files.create()
  try {
    for await (const piece of raw) await writer.write(piece)
  } catch (error) {
    await writer.discard()
    throw error
  }
  return keepMail(database, await writer.keep(), sighting, now())
}

/** A kept mail → joined to a submission, or filed under "Thư khác". */
export const mail = pipeline<MailEdges, Writing>('mail')
  .step('read', read)
  .keep('join', async (kept, writing, edges) => {
    if (typeof kept.reading === 'string') return fileUnread(kept, writing)
    const set = SET_ASIDE[kept.intake]
    if (set !== undefined) return fileAside({ ...kept, reading: kept.reading }, set, writing, edges)
    return fileRead({ ...kept, reading: kept.reading }, writing, edges)
  })

/** Mails that are shown under "Thư khác" whatever they say. */
const SET_ASIDE: Partial<Record<Intake, OtherReason>> = { spam: 'spam', headersOnly: 'tooLarge' }

interface Kept {
  readonly id: number
  readonly rawSha256: string
  readonly keptAt: Date
  readonly intake: Intake
  readonly reading: Reading | Unread
}

async function read({ id }: Row, { database, ...edges }: MailEdges): Promise<Kept> {
  const { rawSha256, keptAt, intake } = await rawOf(database, id)
  return { id, rawSha256, keptAt, intake, reading: await readMail(rawSha256, edges) }
}

/** Not dropped: the editor sees it, with its raw form. */
async function fileUnread({ id, rawSha256, keptAt }: Kept, writing: Writing): Promise<undefined> {
  await fileReading(writing, id, {
    messageId: derivedMessageId(rawSha256),
    fromAddress: null,
    subject: null,
    sentAt: keptAt,
    reading: null,
    arrival: null,
    files: [],
  })
  await fileOther(writing, id, 'damaged', null)
  return undefined
}

async function fileRead(
  kept: Kept & { readonly reading: Reading },
  writing: Writing,
  edges: MailEdges,
): Promise<{ wakes: Wake[] }> {
  const wakes: Wake[] = []
  for (const [number, reading] of piecesOf(kept.reading).entries()) {
    const id = number === 0 ? kept.id : await addPiece(writing, kept.id, number)
    const wake = await filePiece({ ...kept, id, number, reading }, writing, edges)
    if (wake !== null) wakes.push(wake)
  }
  return { wakes }
}

interface Piece extends Kept {
  readonly number: number
  readonly reading: Reading
}

/** A mail, or one of the articles in it. */
async function filePiece(piece: Piece, writing: Writing, edges: MailEdges): Promise<Wake | null> {
  const { id, reading } = piece
  const form = readForm([reading])
  const arrival = await writeDown(piece, form, writing, edges)
  return place({ id, reading, form, arrival, office: edges.office }, writing, edges.now())
}

/** The whole mail, for it joins nothing. */
async function fileAside(
  kept: Kept & { readonly reading: Reading },
  why: OtherReason,
  writing: Writing,
  edges: MailEdges,
): Promise<undefined> {
  await writeDown({ ...kept, number: 0 }, readForm([kept.reading]), writing, edges)
  await fileOther(writing, kept.id, why, null)
  return undefined
}

async function writeDown(piece: Piece, form: FormReading, writing: Writing, { office }: MailEdges) {
  const { id, number, reading, rawSha256, keptAt } = piece
  const { mail } = reading
  const sentAt = new Date(Math.min(keptAt.getTime(), Date.parse(mail.date ?? '') || keptAt.getTime()))
  const messageId = mail.messageId ?? derivedMessageId(rawSha256)
  const arrival = arrivalOf(reading, form, {
    messageId: pieceId(messageId, number),
    sentAt: sentAt.getTime(),
    prefix: office.prefix,
  })
  await fileReading(writing, id, {
    messageId,
    fromAddress: mail.from?.address ?? null,
    subject: mail.subject,
    sentAt,
    reading,
    arrival,
    files: filesOf(mail.files, reading.contents),
  })
  return arrival
}

/** Where the mail goes. Nothing else joins meanwhile: two mails of one contribution never open two submissions. */
async function place(
  arrived: Omit<Arrived, 'wroteBefore'> & { readonly id: number },
  writing: Writing,
  now: Date,
): Promise<Wake | null> {
  const { id, arrival, office } = arrived
  await joinAlone(writing)
  const known = await candidates(writing, id, arrival)
  const sorted = sortMail({ ...arrived, wroteBefore: await hasWritten(writing, arrival.sender) }, known)
  if (sorted.kind === 'other') {
    const about = sorted.about === null ? null : submissionIn(sorted.about)
    await fileOther(writing, id, sorted.why, about)
    const { bounce } = arrived.reading.mail
    if (sorted.why === 'bounce' && bounce?.failed) await noteBounce(writing, cameBack(bounce, about), now)
    return null
  }
  const open = sorted.to === null ? null : submissionIn(sorted.to)
  const submission = open ?? (await openSubmission(writing, { prefix: office.prefix, now }))
  const before = [...(sorted.to === null ? [] : [{ place: sorted.to, reason: 'first' as const }]), ...along(sorted)]
  for (const { place, reason } of before) {
    if ('mail' in place) await addMail(writing, submission, { id: place.mail, reason }, now)
  }
  return addMail(writing, submission, { id, reason: sorted.why }, now)
}

const cameBack = ({ about, recipients, status }: Bounce, submissionId: number | null): CameBack => ({
  about,
  submissionId,
  recipients,
  problem: undelivered(status, null),
  answer: status,
})

const along = (sorted: Extract<Sorted<Place>, { kind: 'submission' }>) =>
  sorted.along.map(place => ({ place, reason: 'sequel' as const }))

const submissionIn = (place: Place): number | null => ('submission' in place ? place.submission : null)

/** Every file that the desk may hand out: of archives, documents and attached mails too. */
function filesOf(own: readonly MailFile[], contents: readonly Content[]): readonly MailFile[] {
  const inside = contents.flatMap(content => {
    if (content.kind === 'document') return [content.file, ...content.pictures.map(({ file }) => file)]
    return content.kind === 'mail' ? [content.file, ...filesOf(content.mail.files, content.contents)] : [content.file]
  })
  return [...own, ...inside]
}
