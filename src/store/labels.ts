import { sql } from 'kysely'
import type { Database } from './database.ts'
import type { FolderSeen } from './mails.ts'

/** What a mail is by now, for its label in the inbox. */
export type Outcome = 'accept' | 'complete' | 'other'

/** Mails that are looked at for one change of labels. */
const AT_ONCE = 200

/**
 * Mails of a folder whose label does not say what they are by now: dealt with since, or decided anew.
 *
 * @param labels the label of each outcome
 */
export async function staleLabels(
  database: Database,
  { account, folder, uidValidity }: FolderSeen,
  labels: Readonly<Record<Outcome, string>>,
): Promise<readonly { readonly uid: string; readonly label: string | null; readonly to: string }[]> {
  const to = sql<string>`case when mails.kind = 'other' then ${labels.other}
    when submissions.list = 'incomplete' then ${labels.complete} else ${labels.accept} end`
  return database
    .selectFrom('sightings')
    .innerJoin('mails', 'mails.id', 'sightings.mailId')
    .leftJoin('submissions', 'submissions.id', 'mails.submissionId')
    .select(['sightings.uid', 'sightings.label'])
    .select(to.as('to'))
    .where('sightings.account', '=', account)
    .where('sightings.folder', '=', folder)
    .where('sightings.uidValidity', '=', uidValidity)
    .where(eb =>
      eb.or([
        eb('mails.kind', '=', 'other'),
        eb.and([eb('mails.kind', '=', 'submission'), eb('submissions.list', 'is not', null)]),
      ]),
    )
    .where(sql<boolean>`sightings.label is distinct from ${to}`)
    .limit(AT_ONCE)
    .execute()
}

/** Writes down that mails bear a label. */
export async function noteLabel(
  database: Database,
  { account, folder, uidValidity }: FolderSeen,
  uids: readonly string[],
  label: string,
): Promise<void> {
  if (uids.length === 0) return
  await database
    .updateTable('sightings')
    .set({ label })
    .where('account', '=', account)
    .where('folder', '=', folder)
    .where('uidValidity', '=', uidValidity)
    .where('uid', 'in', uids)
    .execute()
}
