import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Scene } from './scene.ts'
import type { Story } from './stories.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND

/** Seconds in which something must go on while there is something to do, once all is well: a busy machine is only slow. */
const PATIENCE_SECONDS = 60

/**
 * Minutes that pass at once where there is nothing to do now, or more until the first thing falls due: longer than all
 * short pauses and the look into Sent.
 */
const STEP_MINUTES = 15

/** Gmail's quota is over tomorrow; only the look for a reply of which nobody knows goes on for longer. */
const LONGEST_MINUTES = 48 * 60

/**
 * Lets the troubles end: all that is due is done, time goes on to what falls due later, until nothing does any more.
 *
 * @returns what does not come to rest, in plain words
 */
export async function comeToRest(
  scene: Scene,
  stories: readonly Story[],
  note: (words: string) => void,
): Promise<readonly string[]> {
  const mails = new Set(stories.flatMap(({ letters }) => letters.map(({ raw }) => sha256Of(raw))))
  let deadline = 0
  let before = ''
  let gone = 0
  for (;;) {
    const left = await whatIsLeft(scene, mails.size).catch(() => null) // its database is down just now
    if (left !== null && isDone(left) && scene.service.isUp) return []
    if (before !== JSON.stringify(left)) deadline = Date.now() + PATIENCE_SECONDS * SECOND
    before = JSON.stringify(left)
    const waits =
      left !== null && (isRead(left) || left.setAside) && left.open.every(({ due }) => due > Date.now() + scene.ahead)
    if (waits && scene.postRests() && gone < LONGEST_MINUTES) {
      const dues = left.open.map(({ due }) => Math.ceil((due - Date.now() - scene.ahead) / MINUTE))
      const minutes = dues.length === 0 ? STEP_MINUTES : Math.max(STEP_MINUTES, Math.min(...dues))
      gone += minutes
      await scene.setClock(scene.ahead + minutes * MINUTE)
      note(`${minutes} minutes pass`)
    }
    if (Date.now() > deadline) return describe(left, mails.size)
    await wait(100)
  }
}

interface Left {
  /** Mails that are not kept yet. */
  readonly missing: number
  /** Where a mail lies now, and it has not been seen there: the desk's "sót 0" would not be true. */
  readonly unseen: readonly string[]
  /** A mail that could not be fetched twice is tried again in minutes. */
  readonly setAside: boolean
  /** Rows that are not at their end. */
  readonly open: readonly { readonly what: string; readonly due: number }[]
}

const isRead = ({ missing, unseen }: Left): boolean => missing === 0 && unseen.length === 0
const isDone = (left: Left): boolean => isRead(left) && left.open.length === 0

async function whatIsLeft({ database, inbox, ahead }: Scene, mails: number): Promise<Left> {
  const kept = await database.selectFrom('mails').select('id').where('piece', '=', 0).execute()
  const rows = await database
    .selectFrom('progress')
    .leftJoin('outbox', join => join.onRef('outbox.id', '=', 'rowId').on('pipeline', '=', 'reply'))
    .select(['pipeline', 'rowId', 'step', 'due', 'progress.problem', 'attempts', 'state', 'changedAt'])
    .where('step', 'is not', null)
    .where('pipeline', 'not in', ['reminder', 'digest'])
    .execute()
  const mailbox = await database.selectFrom('mailboxes').select('troubled').executeTakeFirst()
  const sightings = await database.selectFrom('sightings').select(['folder', 'uidValidity', 'uid']).execute()
  const seen = new Set(sightings.map(({ folder, uidValidity, uid }) => `${folder} ${uidValidity} ${uid}`))
  const now = Date.now() + ahead
  const isLeftToPerson = ({ state, changedAt, due }: (typeof rows)[number]): boolean =>
    state === 'unsure' && (changedAt?.getTime() ?? now) < now - STEP_MINUTES * MINUTE && (due?.getTime() ?? 0) > now
  return {
    missing: mails - kept.length,
    unseen: (await inbox.places()).filter(place => !seen.has(place)),
    setAside: (mailbox?.troubled ?? []).length > 0,
    open: rows
      // The look into Sent goes on for days beside.
      .filter(row => !isLeftToPerson(row))
      .map(({ pipeline, rowId, step, due, problem, attempts }) => ({
        what: `${pipeline} ${rowId} on its way to ${step}${due === null ? ', stuck' : ''} (${problem}, ${attempts} tries)`,
        due: due?.getTime() ?? 0,
      })),
  }
}

function describe(left: Left | null, mails: number): readonly string[] {
  if (left === null) return ['the database does not come back']
  const { missing, unseen, open } = left
  const lost = missing === 0 ? [] : [`${missing} of ${mails} mails are not kept`]
  const hidden = unseen.map(place => `the mail at ${place} has not been seen there`)
  return [...lost, ...hidden, ...open.map(({ what }) => `does not come to its end: ${what}`)]
}

export const sha256Of = (raw: Uint8Array): string => createHash('sha256').update(raw).digest('hex')
