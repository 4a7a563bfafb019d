import type { Content, Mail } from '../../src/domain.ts'
import { readForm } from '../../src/form/read.ts'
import { arrivalOf } from '../../src/submission/arrival.ts'
import type { Mailed } from '../../src/submission/group.ts'
import { aReading, OFFICE } from '../domain.ts'

export interface Sent extends Mailed {
  readonly name: string
}

/** A mail of a conversation: its name is its Message-ID; `at` is minutes after the first. */
export function sent(name: string, at: number, given: Partial<Mail> = {}, contents: readonly Content[] = []): Sent {
  const messageId = id(name)
  const sentAt = Date.parse('2019-11-20T02:00:00Z') + at * 60_000
  const reading = aReading({ messageId, date: new Date(sentAt).toISOString(), ...given }, contents)
  const form = readForm([reading])
  return { name, reading, form, arrival: arrivalOf(reading, form, { messageId, sentAt, prefix: OFFICE.prefix }) }
}

export const id = (name: string): string => `<${name}@example.com>`

/** Headers of an answer: to the last of these, the others before it in the thread. */
export const answering = (...names: readonly string[]): Pick<Mail, 'inReplyTo' | 'references'> => ({
  inReplyTo: names.slice(-1).map(id),
  references: names.map(id),
})

export const HOUR = 60
export const DAY = 24 * HOUR
