import type { Connection } from './connect.ts'

/** A mail is to bear a label of ours in place of the one before. */
export interface LabelChange {
  readonly uid: number
  /** Null: none so far. */
  readonly from: string | null
  readonly to: string
}

/**
 * Puts Gmail's labels on mails of a folder. A refusal changes nothing else: labels are a convenience for whoever looks
 * into Gmail.
 *
 * @returns the changes that the server made
 * @throws {MailboxError} where the connection is lost
 */
export async function putLabels(
  connection: Connection,
  folder: string,
  changes: readonly LabelChange[],
): Promise<readonly LabelChange[]> {
  const done: LabelChange[] = []
  await connection.ask(client => client.mailboxOpen(folder))
  for (const [, alike] of Map.groupBy(changes, ({ from, to }) => JSON.stringify([from, to]))) {
    if (await putOne(connection, alike)) done.push(...alike)
  }
  await connection.open(folder)
  return done
}

async function putOne(connection: Connection, alike: readonly LabelChange[]): Promise<boolean> {
  const [{ from, to } = { from: null, to: null }] = alike
  if (to === null) return true
  const range = alike.map(({ uid }) => uid).join(',')
  const options = { uid: true, useLabels: true }
  if (!(await connection.ask(client => client.messageFlagsAdd(range, [to], options)))) return false
  if (from !== null) await connection.ask(client => client.messageFlagsRemove(range, [from], options))
  return true
}
