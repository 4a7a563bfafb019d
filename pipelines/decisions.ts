import type { Editor, EditorDecision, Office } from '../src/domain.ts'
import { answerTo } from '../src/mail/answer.ts'
import type { Database } from '../src/store/database.ts'
import { decide, findSubmission, type NewDecision, undoDecision } from '../src/store/decisions.ts'
import { type Filed, readFiled } from '../src/store/submissions.ts'
import { reworded } from '../templates/replies/letter.ts'
import { letterFor, type Reply } from '../templates/replies/reply.ts'
import { outboxRow } from './letters.ts'
import { automaticReply } from './submission.ts'

export interface DecisionEdges {
  readonly database: Database
  readonly office: Office
  readonly now: () => Date
  /** How long a decision's letter waits in the outbox, so that the decision can be taken back. */
  readonly holdSeconds: number
  readonly sendReplies: boolean
  readonly mailDomain: string
  readonly wake: (wake: { readonly pipeline: string; readonly id: number }) => Promise<void>
}

/** A decision as an editor sends it. */
export interface Sent {
  readonly stand: string
  readonly decision: EditorDecision
  /** The letter's words, perhaps edited; null: no letter. */
  readonly text: string | null
}

/** What editors decide: a submission's state, and the letter that tells it, written together. */
export function openDecisions(edges: DecisionEdges) {
  const { database, now, wake } = edges
  return {
    /** The letter that would tell a decision; null where nobody can or need be written to. */
    async letter(reference: string, decision: EditorDecision): Promise<Reply | null> {
      const id = await findSubmission(database, reference)
      return id === null ? null : letterOf(await readFiled(database, id), decision, edges.office)
    },
    /** Gives the decision's number in the history; null if the submission is not as it was on the editor's page. */
    async decide(reference: string, sent: Sent, by: Editor): Promise<number | null> {
      const id = await findSubmission(database, reference)
      if (id === null) return null
      const decision = await newDecision(id, { ...sent, by }, edges)
      return database.transaction().execute(writing => decide(writing, decision, now()))
    },
    /** Gives the submission it was about; `tooLate`: its letter has left, or something was decided since. */
    async undoDecision(historyId: number, by: Editor): Promise<string | 'tooLate' | null> {
      const undone = await database
        .transaction()
        .execute(writing => undoDecision(writing, historyId, { now: now(), by: by.id }))
      if (undone === null || undone === 'tooLate') return undone
      for (const row of undone.wakes) await wake(row)
      return undone.reference
    },
  }
}

async function newDecision(
  submissionId: number,
  { stand, decision, text, by }: Sent & { readonly by: Editor },
  edges: DecisionEdges,
): Promise<NewDecision> {
  const filed = await readFiled(edges.database, submissionId)
  const letter = text === null ? null : letterOf(filed, decision, edges.office)
  const due = new Date(edges.now().getTime() + edges.holdSeconds * 1000)
  return {
    submissionId,
    stand,
    decision,
    by: by.id,
    letter:
      letter === null || text === null
        ? null
        : outboxRow(submissionId, filed, reworded(letter, text, filed.verdict.fields), edges.mailDomain),
    waiting: { state: edges.sendReplies ? 'queued' : 'draft', due },
  }
}

function letterOf(filed: Filed, decision: EditorDecision, office: Office): Reply | null {
  const { reference, verdict, newest } = filed
  const { mail } = newest
  const about = { verdict, from: mail.from, to: answerTo(mail, office), office, reference }
  switch (decision.kind) {
    case 'accept':
      return letterFor('accepted', about)
    case 'ask':
      return letterFor('complete', about, decision.words)
    case 'decline':
      return letterFor('declined', about, decision.reason)
    case 'publish':
      return letterFor('published', about, decision.link)
    case 'answer':
      return automaticReply(filed, office)
    case 'reopen':
    case 'silence':
      return null
  }
}
