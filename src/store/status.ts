import type { ServiceStatus } from '../domain.ts'
import type { Database } from './database.ts'
import { listCounts } from './lists.ts'

/** What a service has seen and done, in numbers. */
export async function readStatus(database: Database, now: Date): Promise<ServiceStatus> {
  const { countAll } = database.fn
  const mails = await database
    .selectFrom('mails')
    .select(eb => [
      countAll<string>().as('seen'),
      countAll<string>().filterWhere('kind', '=', 'submission').as('contributions'),
      countAll<string>().filterWhere('kind', '=', 'other').as('others'),
      eb.fn.max('keptAt').as('newest'),
    ])
    .where('piece', '=', 0)
    .executeTakeFirstOrThrow()
  const { judging } = await database
    .selectFrom('submissions')
    .select(countAll<string>().as('judging'))
    .where('decision', 'is', null)
    .where('mergedInto', 'is', null)
    .executeTakeFirstOrThrow()
  const replies = await database
    .selectFrom('outbox')
    .select(['state', countAll<string>().as('count')])
    .groupBy('state')
    .execute()
  const rows = await database
    .selectFrom('progress')
    .select([
      countAll<string>().filterWhere('due', '<=', now).as('due'),
      countAll<string>().filterWhere('due', '>', now).as('waiting'),
      countAll<string>().filterWhere('due', 'is', null).as('stuck'),
    ])
    .where('step', 'is not', null)
    .executeTakeFirstOrThrow()
  const { contact } = await database
    .selectFrom('mailboxes')
    .select(eb => eb.fn.max('contactAt').as('contact'))
    .executeTakeFirstOrThrow()
  const { left } = await database
    .selectFrom('outbox')
    .select(eb => eb.fn.max('leftAt').as('left'))
    .where('state', '=', 'sent')
    .executeTakeFirstOrThrow()
  return {
    mails: {
      seen: Number(mails.seen),
      filed: Number(mails.contributions) + Number(mails.others),
      contributions: Number(mails.contributions),
      others: Number(mails.others),
      newest: mails.newest,
    },
    submissions: { ...(await listCounts(database)), judging: Number(judging) },
    replies: Object.fromEntries(replies.map(({ state, count }) => [state, Number(count)])),
    rows: { due: Number(rows.due), waiting: Number(rows.waiting), stuck: Number(rows.stuck) },
    lastContact: contact,
    lastReply: left,
  }
}
