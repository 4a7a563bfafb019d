import { sql } from 'kysely'
import type { Arrival } from '../submission/arrival.ts'
import type { Known } from '../submission/join.ts'
import { sketchOf } from '../submission/likeness.ts'
import type { Database, Writing } from './database.ts'

/** Where a mail can join: a submission, or a mail that is perhaps the beginning of one. */
export type Place = { readonly submission: number } | { readonly mail: number }

/** Key of the advisory lock of joins; any constant that no other program uses. */
const JOIN_LOCK = 7_468_240_120

const DAY = 24 * 60 * 60 * 1000
/** How far a mail without any reference looks for pieces of its sender: an article that is sent again comes within a quarter. */
const OWN_DAYS = 90
/** How far it looks for the same article from somebody else, and for a piece of another sender that its title names. */
const SAME_ARTICLE_DAYS = 31
const SAME_TITLE_DAYS = 2
/** How far back a mail that is only perhaps a contribution waits for its article. */
const MAYBE_DAYS = 2

/** Holds back every other join until this transaction ends: two mails of one contribution never open two submissions. */
export async function joinAlone(writing: Writing): Promise<void> {
  await sql`select pg_advisory_xact_lock(${JOIN_LOCK})`.execute(writing)
}

/** All that a mail could belong to: by reference, by thread, by code, by time, by sender. */
export async function candidates(writing: Writing, mailId: number, arrival: Arrival): Promise<readonly Known<Place>[]> {
  return [...(await submissions(writing, mailId, arrival)), ...(await perhaps(writing, mailId, arrival))]
}

async function submissions(writing: Writing, mailId: number, arrival: Arrival): Promise<readonly Known<Place>[]> {
  const ids = [arrival.messageId, ...arrival.references]
  const inThread = await submissionsInThread(writing, mailId)
  const found = await writing
    .selectFrom('submissions')
    .select(['id', 'reference'])
    .where(eb =>
      eb.or([
        eb('reference', '=', sql<string>`any(${arrival.codes})`),
        eb('id', '=', sql<number>`any(${[...inThread]})`),
        eb('id', 'in', submissionsOfMails(writing, mailId, arrival, ids)),
        eb(
          'id',
          'in',
          eb
            .selectFrom('outbox')
            .select('submissionId')
            .where(sent =>
              sent.or([
                sent('messageId', '=', sql<string>`any(${ids})`),
                sent('sentMessageId', '=', sql<string>`any(${ids})`),
              ]),
            ),
        ),
      ]),
    )
    .orderBy('id', 'desc')
    .execute()
  if (found.length === 0) return []
  const stands = await whereMailsAre(
    writing,
    found.map(({ id }) => id),
  )
  const among = [...found.map(({ id }) => id), ...stands.values()]
  const mails = await writing
    .selectFrom('mails')
    .select(['submissionId', 'arrival'])
    .where('submissionId', 'in', among)
    .where('kind', '=', 'submission')
    .where('id', '!=', mailId)
    .execute()
  const sent = await writing
    .selectFrom('outbox')
    .select(['submissionId', 'messageId', 'sentMessageId'])
    .where('submissionId', 'in', among)
    .execute()
  const mailsOf = Map.groupBy(mails, mail => mail.submissionId)
  const sentOf = Map.groupBy(sent, reply => reply.submissionId)
  return found.map(({ id, reference }) => ({
    id: { submission: stands.get(id) ?? id },
    isSubmission: true,
    code: reference,
    mails: (mailsOf.get(stands.get(id) ?? id) ?? []).flatMap(mail => (mail.arrival === null ? [] : [mail.arrival])),
    sentIds: (sentOf.get(id) ?? []).flatMap(({ messageId, sentMessageId }) =>
      sentMessageId === null ? [messageId] : [messageId, sentMessageId],
    ),
    inThread: inThread.has(id),
  }))
}

/** Those with a mail, or a reply of ours, that the mailbox shows in one thread with this mail. */
async function submissionsInThread(writing: Writing, mailId: number): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ id: number }>`
    with threads as (select account, thread_id from sightings where mail_id = ${mailId} and thread_id is not null)
    select submission_id as id from mails join sightings on mail_id = mails.id join threads using (account, thread_id)
    where kind = 'submission' and mails.id != ${mailId}
    union select submission_id from outbox join threads using (thread_id)
  `.execute(writing)
  return new Set(rows.map(({ id }) => id))
}

/** Submissions that were merged → the one that has their mails now: an answer to an old reply finds its way. */
async function whereMailsAre(writing: Writing, ids: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ id: number; at: number }>`
    with recursive way(id, at) as (
      select id, merged_into from submissions where id = any(${ids}) and merged_into is not null
      union all
      select way.id, merged_into from way join submissions on submissions.id = way.at where merged_into is not null
    )
    select way.id, way.at from way join submissions on submissions.id = way.at where merged_into is null
  `.execute(writing)
  return new Map(rows.map(({ id, at }) => [id, at]))
}

/** Submissions with a mail in its thread, of its sender, with its article, or that its title names. */
function submissionsOfMails(writing: Writing, mailId: number, arrival: Arrival, ids: readonly string[]) {
  const within = (days: number) =>
    sql<boolean>`sent_at between ${new Date(arrival.sentAt - days * DAY)} and ${new Date(arrival.sentAt + days * DAY)}`
  return writing
    .selectFrom('mails')
    .select('submissionId')
    .where('kind', '=', 'submission')
    .where('id', '!=', mailId)
    .where(eb =>
      eb.or([
        eb('messageId', '=', sql<string>`any(${ids})`),
        sql<boolean>`arrival -> 'references' ? ${arrival.messageId}`,
        eb.and([eb('fromAddress', '=', arrival.sender), within(OWN_DAYS)]),
        eb.and([sql<boolean>`sketch && ${sketchOf(arrival.prints)}::bigint[]`, within(SAME_ARTICLE_DAYS)]),
        ...(arrival.topic === ''
          ? []
          : [
              eb.and([
                sql<boolean>`(arrival ->> 'hasArticle')::boolean != ${arrival.hasArticle}`,
                within(SAME_TITLE_DAYS),
              ]),
            ]),
      ]),
    )
    .$castTo<{ submissionId: number }>()
}

async function perhaps(writing: Writing, mailId: number, arrival: Arrival): Promise<readonly Known<Place>[]> {
  const near = MAYBE_DAYS * DAY
  const rows = await writing
    .selectFrom('mails')
    .select(['id', 'arrival'])
    .where('kind', '=', 'other')
    .where('why', '=', 'maybe')
    .where('decidedByEditor', '=', false)
    .where('fromAddress', '=', arrival.sender)
    .where('sentAt', '>=', new Date(arrival.sentAt - near))
    .where('sentAt', '<=', new Date(arrival.sentAt + near))
    .where('id', '!=', mailId)
    .execute()
  return rows.flatMap(({ id, arrival: own }) =>
    own === null
      ? []
      : [{ id: { mail: id }, isSubmission: false, code: null, mails: [own], sentIds: [], inThread: false }],
  )
}

/** Has this sender sent a contribution before? */
export async function hasWritten(database: Database, sender: string): Promise<boolean> {
  const row = await database
    .selectFrom('mails')
    .select('id')
    .where('fromAddress', '=', sender)
    .where('kind', '=', 'submission')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
