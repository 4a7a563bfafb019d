import type { Mail, Office, ReplyKind, ReplyText, SubmissionVerdict } from '../../src/domain.ts'
import { acknowledge } from './acknowledge.ts'
import { complete } from './complete.ts'

/** A reply as it would be sent. */
export interface Reply extends ReplyText {
  readonly kind: ReplyKind
  readonly to: string
}

/**
 * The reply to a submission, or null where nobody may be answered: no address, an automatic mail, a sender that is
 * perhaps forged, an address of our own.
 *
 * @param mail the newest mail of the submission: its thread goes on
 */
export function replyFor(input: {
  readonly verdict: SubmissionVerdict
  readonly mail: Mail
  readonly office: Office
  readonly reference: string
}): Reply | null {
  const { verdict, mail, office, reference } = input
  const to = mail.replyTo[0] ?? mail.from
  const silent = mail.automatic !== null || verdict.findings.some(({ rule }) => rule === 'mail.sender')
  if (to === null || silent || office.addresses.includes(to.address)) return null
  const parts = { verdict, office, reference, name: personIn(to.name) ?? verdict.fields.author }
  if (verdict.decision === 'none') return null
  const text = verdict.decision === 'accept' ? acknowledge(parts) : complete(parts)
  return { kind: verdict.decision === 'accept' ? 'acknowledge' : 'complete', to: to.address, ...text }
}

/** A display name that is a person's: two to five words, each with a capital; not an office's. */
function personIn(name: string): string | null {
  const isPerson = /^\p{Lu}\p{Ll}+(?:\s+\p{Lu}\p{Ll}*){1,4}$/u.test(name.trim())
  const isOffice = /(công|đoàn|trường|phòng|ban|cđcs|lđlđ|sở|chi cục|trung tâm|bệnh viện)/iu.test(name)
  return isPerson && !isOffice ? name.trim() : null
}
