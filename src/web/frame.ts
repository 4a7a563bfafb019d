import type { Frame } from '../../templates/pages/layout.ts'
import type { DecisionView, SubmissionView } from '../../templates/pages/views.ts'
import type { Editor, Office } from '../domain.ts'
import type { Access } from './access.ts'
import type { Desk } from './desk.ts'

/** Tells when something that pages show has changed: `src/store/changes.ts`, given by `main.ts`. */
export interface Changes {
  /** @returns what ends it */
  subscribe(listener: () => void): () => void
}

/** What every route is given. */
export interface Context {
  readonly desk: Desk
  readonly access: Access
  readonly changes: Changes
  readonly office: Office
  readonly now: () => Date
  /** The address that browsers use, where it is another than the one served on. */
  readonly publicUrl: string | null
}

/** What stands on every page that `editor` looks at. */
export async function frameOf({ desk, office, now }: Context, editor: Editor): Promise<Frame> {
  return { office, editor, counts: await desk.counts(), now: now() }
}

/** A submission that has a page of its own by now; null for any other. */
export async function viewed({ desk }: Context, reference: string): Promise<SubmissionView | null> {
  const view = await desk.submission(reference)
  return view === null || view === 'judging' || !('verdict' in view) ? null : view
}

/** "?vua=7": the decision that an editor has just made. */
export async function justMade({ desk }: Context, id: string | undefined): Promise<DecisionView | null> {
  return /^\d{1,9}$/.test(id ?? '') ? desk.decision(Number(id)) : null
}

/** "?trang=2" is page 1; anything else the first. */
export function pageNumber(text: string | undefined): number {
  const number = Number(text)
  return Number.isInteger(number) && number >= 1 && number <= 10_000 ? number - 1 : 0
}
