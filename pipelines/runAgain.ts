import type { Office, Verdict } from '../src/domain.ts'
import { readForm } from '../src/form/read.ts'
import type { Database } from '../src/store/database.ts'
import { findSubmission } from '../src/store/decisions.ts'
import { hasWritten } from '../src/store/joins.ts'
import { readOther } from '../src/store/mails.ts'
import { gather, readFiled } from '../src/store/submissions.ts'
import { sortMail } from '../src/submission/sort.ts'
import { verdict } from './verdict.ts'

export interface RunAgainEdges {
  readonly database: Database
  readonly office: Office
}

/** What is kept of a verdict, and what today's rules make of the same mails. */
export interface RunAgain {
  readonly kept: Verdict
  readonly today: Verdict
}

/** "Chạy lại với quy tắc mới": judges kept mails once more, as they were read; nothing is stored, nothing sent. */
export function openRunAgain({ database, office }: RunAgainEdges) {
  return {
    /** Null: there is no such submission on a list. */
    async runAgain(reference: string): Promise<RunAgain | null> {
      const id = await findSubmission(database, reference)
      if (id === null) return null
      return { kept: (await readFiled(database, id)).verdict, today: verdict(await gather(database, id)) }
    },
    /** A mail under "Thư khác" by itself; null: there is none, or it could not be read. */
    async runOtherAgain(mailId: number): Promise<RunAgain | null> {
      const mail = await readOther(database, mailId)
      if (mail === null) return null
      const { reading, arrival, why } = mail
      const kept = { kind: 'other', why, findings: [] } as const
      const wroteBefore = await hasWritten(database, arrival.sender)
      const sorted = sortMail({ reading, arrival, form: readForm([reading]), office, wroteBefore }, [])
      if (sorted.kind === 'other') return { kept, today: { ...kept, why: sorted.why } }
      return { kept, today: verdict({ readings: [reading], earlier: new Map(), seen: new Map(), corrections: [] }) }
    },
  }
}
