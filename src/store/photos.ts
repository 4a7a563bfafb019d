import { type RawBuilder, sql } from 'kysely'
import type { EarlierPhoto, Print, Seen, Sha256 } from '../domain.ts'
import { ALIKE_BITS, bandsOf, type Likeness, momentOf, probesOf } from '../photos/likeness.ts'
import type { Database, Writing } from './database.ts'
import { decodeVerdict } from './verdictJson.ts'

/** What is known of the pictures of a submission by its mails' files: what they show, and the photos they were before. */
export async function knownPhotos(
  database: Database,
  submissionId: number,
): Promise<{ readonly earlier: ReadonlyMap<Sha256, EarlierPhoto>; readonly seen: ReadonlyMap<Sha256, Seen> }> {
  const files = await database
    .selectFrom('mailFiles')
    .innerJoin('mails', 'mails.id', 'mailFiles.mailId')
    .leftJoin('photoPrints', 'photoPrints.sha256', 'mailFiles.sha256')
    .select(['mailFiles.sha256', 'photoPrints.print', 'photoPrints.moment as takenAt', 'thumbnailLikeness'])
    .where('mails.submissionId', '=', submissionId)
    .distinct()
    .execute()
  const found = await Promise.all(files.map(file => earlierOf(database, submissionId, file)))
  return {
    seen: new Map(files.map(({ sha256, print, thumbnailLikeness }) => [sha256, { print, thumbnailLikeness }])),
    earlier: new Map(found.flatMap((photo, at) => (photo === null ? [] : [[files[at]?.sha256 ?? '', photo]]))),
  }
}

/** The same file in the first submission that brought it, else the photo most like it; of several one that was published. */
async function earlierOf(database: Database, submissionId: number, photo: Likeness): Promise<EarlierPhoto | null> {
  const among = database
    .selectFrom('submissionPhotos')
    .innerJoin('submissions', 'submissions.id', 'submissionPhotos.submissionId')
    .select(['submissionPhotos.sha256', 'submissions.reference'])
    .where('submissions.id', '<', submissionId)
    .where(cameApart(submissionId))
    .orderBy(wasPublished, 'desc')
    .orderBy('submissions.id')
    .limit(1)
  const same = await among.where('submissionPhotos.sha256', '=', photo.sha256).executeTakeFirst()
  if (same !== undefined || photo.print === null) return same ?? null
  const like = await among
    .innerJoin('photoPrints', 'photoPrints.sha256', 'submissionPhotos.sha256')
    .where(isAlike(photo, photo.print))
    .clearOrderBy()
    .orderBy(bitsFrom(photo.print))
    .orderBy(wasPublished, 'desc')
    .orderBy('submissions.id')
    .executeTakeFirst()
  return like ?? null
}

const wasPublished = sql<boolean>`state = 'published'`

/** Articles of one mail share its photos: there none of them came before. */
const cameApart = (submissionId: number): RawBuilder<boolean> => sql<boolean>`not exists (
  select from mails as theirs join mails as ours using (raw_sha256)
  where theirs.submission_id = submissions.id and ours.submission_id = ${submissionId})`

/**
 * `alikeness` of `src/photos/likeness.ts`, found by an index of each band. Not by one of the whole array (GIN): the
 * planner takes an overlap with hundreds of numbers for half of all rows and compares every row, seconds for each photo.
 */
const isAlike = ({ takenAt }: Likeness, print: Print): RawBuilder<boolean> => sql<boolean>`(
  (${sql.join(probesOf(print).map(hasBand), sql` or `)}) and ${bitsFrom(print)} <= ${ALIKE_BITS}
  and (moment is null or ${momentOf(takenAt)}::text is null or moment = ${momentOf(takenAt)}))`

const hasBand = (probes: readonly number[], band: number): RawBuilder<boolean> =>
  sql<boolean>`bands[${sql.lit(band + 1)}] = any(${probes}::integer[])`

const bitsFrom = (print: Print): RawBuilder<number> => sql<number>`bit_count(print # ${print}::bit(64))`

/** The filed photos of a submission that were never drawn. */
export async function undrawnPhotos(
  database: Database,
  submissionId: number,
): Promise<readonly Omit<Likeness, 'print'>[]> {
  const row = await database
    .selectFrom('submissions')
    .select('verdict')
    .where('id', '=', submissionId)
    .executeTakeFirstOrThrow()
  const photos = row.verdict === null ? [] : decodeVerdict(row.verdict).photos
  const drawn = await database
    .selectFrom('photoPrints')
    .innerJoin('submissionPhotos', 'submissionPhotos.sha256', 'photoPrints.sha256')
    .select('photoPrints.sha256')
    .where('submissionId', '=', submissionId)
    .execute()
  const known = new Set(drawn.map(({ sha256 }) => sha256))
  return photos
    .filter(({ file }) => !known.has(file.sha256))
    .map(({ file, facts }) => ({ sha256: file.sha256, takenAt: facts.exif.takenAt }))
}

/** Keeps what was seen of photos; what is known stays. */
export async function keepSeen(writing: Writing, photos: readonly (Likeness & Seen)[]): Promise<void> {
  if (photos.length === 0) return
  const rows = photos.map(({ sha256, print, takenAt, thumbnailLikeness }) => ({
    sha256,
    print,
    thumbnailLikeness,
    bands: print === null ? [] : bandsOf(print),
    moment: momentOf(takenAt),
  }))
  await writing
    .insertInto('photoPrints')
    .values(rows)
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/**
 * Later submissions that were compared before these prints were known go back to their verdict. One that is on its way
 * there gets a new revision: what it has read is out of date.
 *
 * @returns the rows to be woken
 */
export async function compareLater(
  writing: Writing,
  submissionId: number,
  photos: readonly Likeness[],
  now: Date,
): Promise<readonly { readonly pipeline: 'photos'; readonly id: number }[]> {
  const found = await Promise.all(photos.map(photo => laterThan(writing, submissionId, photo)))
  const ids = [...new Set(found.flat())]
  if (ids.length === 0) return []
  const woken = await writing
    .updateTable('progress')
    .set(eb => ({ step: 'verdict', due: now, attempts: 0, problem: null, revision: eb('revision', '+', 1) }))
    .where('pipeline', '=', 'photos')
    .where('rowId', 'in', ids)
    .where(eb => eb.or([eb('step', 'is', null), eb('step', '=', 'verdict')]))
    .returning('rowId as id')
    .execute()
  return woken.map(({ id }) => ({ pipeline: 'photos', id }))
}

async function laterThan(writing: Writing, submissionId: number, photo: Likeness): Promise<readonly number[]> {
  if (photo.print === null) return []
  const rows = await writing
    .selectFrom('photoPrints')
    .innerJoin('submissionPhotos', 'submissionPhotos.sha256', 'photoPrints.sha256')
    .select('submissionId')
    .where('submissionId', '>', submissionId)
    .where(isAlike(photo, photo.print))
    .execute()
  return rows.map(({ submissionId: id }) => id)
}
