import type {
  Counts,
  DecisionView,
  LetterView,
  ListedRow,
  OtherListed,
  OtherView,
  ReasonCount,
  ReplyRow,
  StuckRow,
  SubmissionView,
  TextView,
} from '../../templates/pages/views.ts'
import type {
  Correction,
  Editor,
  EditorDecision,
  Fields,
  ListView,
  MailPage,
  OthersView,
  Piece,
  PrivateField,
  Publication,
  Sha256,
  Verdict,
} from '../domain.ts'

/** A page of a long list. */
export interface Page<Row> {
  readonly rows: readonly Row[]
  /** Whether there is a next page. */
  readonly more: boolean
}

export interface Download {
  readonly name: string
  readonly type: string
  readonly bytes: number
  /** Its first bytes, so many or all there are. */
  head(bytes: number): Promise<Uint8Array>
  stream(): AsyncIterable<Uint8Array>
}

export interface RunAgain {
  readonly kept: Verdict
  readonly today: Verdict
}

/** All that the pages read and do: `src/store/desk.ts`, given by `main.ts`. Pages are numbered from 0. */
export interface Desk {
  counts(): Promise<Counts>
  submissions(view: ListView, page: number, by: Editor): Promise<Page<ListedRow>>
  /** How many pieces editors have decided today. */
  doneToday(): Promise<number>
  /** Of all lists. Words are found without diacritics too. */
  search(words: string, page: number): Promise<Page<ListedRow>>
  /** The submission after this one on the way through a list; null at its end. */
  next(view: ListView, reference: string, by: Editor): Promise<string | null>
  others(view: OthersView, page: number): Promise<Page<OtherListed>>
  /** Of the mails under "Thư khác": how many of each reason. */
  otherReasons(withSeen: boolean): Promise<readonly ReasonCount[]>
  /** They are shown only where one asks for all, or again. */
  markSeen(mailIds: readonly number[], isSeen: boolean): Promise<void>
  stuck(): Promise<readonly StuckRow[]>
  /** `judging`: it is there, its first verdict is not yet. `dismissedTo`: a mail under "Thư khác". */
  submission(
    reference: string,
  ): Promise<SubmissionView | { readonly mergedInto: string } | { readonly dismissedTo: number } | 'judging' | null>
  other(id: number): Promise<OtherView | null>
  /** What was looked through for the form of a submission, the least trusted of each mail first. */
  texts(reference: string): Promise<readonly TextView[]>
  /** A file of a mail, or a raw mail. */
  file(sha256: Sha256): Promise<Download | null>
  /** A mail as its sender laid it out, `plain` where it has only text; `page` null: it cannot be shown. */
  mailPage(mailId: number): Promise<
    | {
        readonly subject: string
        readonly page: MailPage | null
        /** Of its submission, where it has one. */
        readonly fields: Fields | null
      }
    | 'plain'
    | null
  >
  /** WebP, or null where none can be made. */
  thumbnail(sha256: Sha256): Promise<Uint8Array | null | 'unknown'>
  /** JPEG of 1,600 pixels, or null where none can be made. */
  webCopy(sha256: Sha256): Promise<Uint8Array | null | 'unknown'>
  /** A mail under "Thư khác" becomes a submission; gives its reference. */
  makeSubmission(mailId: number): Promise<string | null>
  /** A mail leaves its submission and begins one of its own; gives its reference. */
  split(mailId: number, by: Editor): Promise<string | null>
  /** All mails of a submission join another. */
  merge(from: string, into: string, by: Editor): Promise<string | null>
  /** The kept verdict and what today's rules make of the same mails; stores and sends nothing. */
  runAgain(reference: string): Promise<RunAgain | null>
  /** The same of a mail under "Thư khác"; null too for one that could not be read. */
  runOtherAgain(mailId: number): Promise<RunAgain | null>
  /** A submission is none: its mails go under "Thư khác"; gives its reference. */
  dismiss(reference: string, by: Editor): Promise<string | null>
  /** A verdict is put right and what follows is judged; false if the submission is no more as the editor saw it. */
  correct(
    reference: string,
    asked: { readonly stand: string; readonly correction: Correction },
    by: Editor,
  ): Promise<boolean>
  /** Gives the submission; null: nothing to take back. */
  undoCorrection(id: number, by: Editor): Promise<string | null>
  /** Takes a split, merge or dismissal back; gives the submission that has its mails again. */
  undoMove(id: number, by: Editor): Promise<string | null>
  /** Replies that have not arrived, or not yet. */
  replies(page: number): Promise<Page<ReplyRow>>
  /** An editor says that a reply has left, or sends it again; gives its submission's reference, null if there is none. */
  decideReply(id: number, decision: 'sent' | 'again'): Promise<string | null>
  /** Sending goes on after the breaker has stopped it, and what waits for the server is tried at once. */
  resumeSending(): Promise<void>
  /** The letter that would tell a decision; null where none can or need be sent. */
  letter(reference: string, decision: EditorDecision): Promise<LetterView | null>
  /** Gives the decision's number; null if the submission is no more as the editor saw it. `text`: the letter's, null: none. */
  decide(
    reference: string,
    sent: { readonly stand: string; readonly decision: EditorDecision; readonly text: string | null },
    by: Editor,
  ): Promise<number | null>
  decision(id: number): Promise<DecisionView | null>
  /** Gives the submission; `tooLate`: the letter has left, or something was decided since; null: nothing to take back. */
  undoDecision(id: number, by: Editor): Promise<string | 'tooLate' | null>
  /** A piece as an editor saved it; null: there is no such version. */
  version(reference: string, number: number): Promise<Piece | null>
  /** Keeps a piece as an editor changed it. `stale`: somebody else has saved since `seen`; null: no such submission. */
  save(
    reference: string,
    version: { readonly seen: number; readonly piece: Piece },
    by: Editor,
  ): Promise<{ readonly number: number } | 'stale' | null>
  /** An editor works on it from now on, or nobody does. */
  claim(reference: string, by: Editor): Promise<void>
  release(reference: string): Promise<void>
  /** The package of an article, and the name to save it under; made while it is read. `places`: with originals that tell theirs. */
  takeAway(
    reference: string,
    publication: Publication,
    wanted: { readonly places: boolean },
  ): { readonly name: string; readonly zip: AsyncIterable<Uint8Array> }
  /** Writes down that somebody looks at a number of a person. */
  reveal(reference: string, field: PrivateField, by: Editor): Promise<void>
  retry(pipeline: string, id: number): Promise<void>
}
