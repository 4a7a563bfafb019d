import type { Fields, MailPage } from '../src/domain.ts'
import type { mailAsSent } from '../src/mail/asSent.ts'
import type { Isolation } from '../src/run/isolate.ts'
import type { Database } from '../src/store/database.ts'
import { mailWithFields } from '../src/store/mails.ts'

export interface MailPageEdges {
  readonly database: Database
  readonly isolation: Isolation
}

/** A kept mail as its sender laid it out; `page` null: it could not be made within the bounds of a worker. */
export interface LaidOut {
  readonly subject: string
  readonly page: MailPage | null
  /** Of its submission; null where it has none that was judged. */
  readonly fields: Fields | null
}

const AS_SENT = { module: import.meta.resolve('../src/mail/asSent.ts'), name: 'mailAsSent' }

/** Mails are read again when somebody looks at them: hostile bytes, so in a worker. */
export function openMailPages({ database, isolation }: MailPageEdges) {
  return {
    /** Null: there is no such mail. `plain`: it has no HTML. */
    async mailPage(mailId: number): Promise<LaidOut | 'plain' | null> {
      const mail = await mailWithFields(database, mailId)
      if (mail === null) return null
      const { rawSha256, subject, fields } = mail
      const outcome = await isolation.call<typeof mailAsSent>(AS_SENT, rawSha256)
      if ('failed' in outcome) return { subject, fields, page: null }
      return outcome.value === null ? 'plain' : { subject, fields, page: outcome.value }
    },
  }
}
