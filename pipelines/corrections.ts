import type { Correction, Editor } from '../src/domain.ts'
import { putRight, startFromVerdict, undoPutRight } from '../src/store/corrections.ts'
import type { Database, Writing } from '../src/store/database.ts'
import { findSubmission } from '../src/store/decisions.ts'
import { fileVerdict, gather } from '../src/store/submissions.ts'
import { verdict } from './verdict.ts'

export interface CorrectionEdges {
  readonly database: Database
  readonly now: () => Date
  /** How long the reply to a verdict that was put right waits, so that it can be taken back. */
  readonly holdSeconds: number
}

/** What editors put right in verdicts: kept, and judged again at once, so that the next page shows what follows. */
export function openCorrections(edges: CorrectionEdges) {
  const { database, now } = edges
  return {
    /** False if the submission is not as it was on the editor's page. */
    async correct(
      reference: string,
      asked: { readonly stand: string; readonly correction: Correction },
      by: Editor,
    ): Promise<boolean> {
      const submissionId = await findSubmission(database, reference)
      if (submissionId === null) return false
      return database.transaction().execute(async writing => {
        const isRight = await putRight(writing, { submissionId, ...asked, by: by.id }, now())
        if (isRight) await judgeAgain(writing, submissionId, edges)
        return isRight
      })
    },
    /** Gives the submission; null: nothing to take back. */
    async undoCorrection(historyId: number, by: Editor): Promise<string | null> {
      return database.transaction().execute(async writing => {
        const undone = await undoPutRight(writing, historyId, { now: now(), by: by.id })
        if (undone !== null) await judgeAgain(writing, undone.id, edges)
        return undone?.reference ?? null
      })
    },
  }
}

async function judgeAgain(writing: Writing, id: number, { now, holdSeconds }: CorrectionEdges): Promise<void> {
  const due = new Date(now().getTime() + holdSeconds * 1000)
  await startFromVerdict(writing, id, { now: now(), due })
  await fileVerdict(writing, id, verdict(await gather(writing, id)))
}
