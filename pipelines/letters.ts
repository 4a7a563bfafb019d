import { randomUUID } from 'node:crypto'
import type { ReplyKind, SubmissionVerdict } from '../src/domain.ts'
import type { NewReply } from '../src/store/outbox.ts'
import type { Filed } from '../src/store/submissions.ts'
import type { Reply } from '../templates/replies/reply.ts'

/** A thread's last mails tell where a reply belongs; a header of hundreds is refused by servers. */
const MAX_REFERENCES = 20

/** A reply to a submission as a row of the outbox: in the contributor's thread, under a Message-ID of its own. */
export function outboxRow(submissionId: number, filed: Filed, reply: Reply, mailDomain: string): NewReply {
  const { mail } = filed.newest
  return {
    submissionId,
    revision: filed.revision,
    kind: reply.kind,
    matter: matterOf(reply.kind, filed.verdict),
    messageId: `<${filed.reference}.${randomUUID()}@${mailDomain}>`,
    inReplyTo: mail.messageId,
    references: [...mail.references.slice(-MAX_REFERENCES), ...(mail.messageId === null ? [] : [mail.messageId])],
    recipient: reply.to,
    subject: reply.subject,
    text: reply.text,
    html: reply.html,
    withForm: reply.withForm,
  }
}

/** What a reply says, as rules: "complete photos.none form.unit". Two in a row of the same matter are one too many. */
export const matterOf = (kind: ReplyKind, { findings }: SubmissionVerdict): string =>
  [subjectOf(kind), ...findings.filter(({ asks }) => asks).map(({ rule }) => rule)].join(' ')

/** A reminder says what the request said: the same answer brings no second request after it. */
const subjectOf = (kind: ReplyKind): ReplyKind => (kind === 'remind' || kind === 'close' ? 'complete' : kind)
