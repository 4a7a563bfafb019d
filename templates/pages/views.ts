import type {
  Correction,
  EditorDecision,
  FieldName,
  MailboxState,
  MailFile,
  OtherReason,
  Piece,
  PrivateField,
  Quota,
  ReplyKind,
  ReplyProblem,
  Sha256,
  SubmissionList,
  SubmissionState,
  SubmissionVerdict,
} from '../../src/domain.ts'

/** What the pages show. Times are instants; the pages turn them into words. */
export interface Counts extends Readonly<Record<SubmissionList, number>> {
  /** Mails under "Thư khác" that nobody has marked as seen. */
  readonly other: number
  readonly stuck: number
  /** Null: no inbox is read over IMAP. */
  readonly mailbox: MailboxView | null
  readonly sending: SendingView
}

export interface MailboxView extends MailboxState {
  readonly gmail: boolean
  /** Mails that are kept and not yet dealt with. */
  readonly waiting: number
}

/** How the sending of replies goes. */
export interface SendingView {
  /** Too many would have left in an hour: nothing leaves until an editor says so. */
  readonly stoppedAt: Date | null
  /** The server takes nothing for now; when it is tried again. */
  readonly trouble: { readonly why: 'quota' | 'signIn' | 'grant' | 'unreachable'; readonly until: Date } | null
  /** Replies of which nobody knows whether they have left. */
  readonly unsure: number
  /** Replies that are held back. */
  readonly held: number
}

/** A browser in which an editor is signed in. */
export interface Device {
  readonly id: number
  /** Its User-Agent header. */
  readonly device: string
  readonly openedAt: Date
  readonly seenAt: Date
}

/** A program that reads in an editor's name. */
export interface Program {
  readonly id: number
  readonly name: string
  readonly madeAt: Date
}

export interface SubmissionRow {
  readonly reference: string
  readonly list: SubmissionList
  /** A mail has come since an editor decided. */
  readonly hasNewMail: boolean
  readonly verdict: SubmissionVerdict
  /** When its newest mail was sent. */
  readonly lastMailAt: Date
  readonly sender: string
}

export interface ListedRow extends SubmissionRow {
  /** Who works on it; null: nobody. */
  readonly claimedBy: string | null
  /** The title as an editor saved it. */
  readonly editedTitle: string | null
}

export interface OtherRow {
  readonly id: number
  readonly subject: string
  readonly sender: string
  readonly sentAt: Date
  readonly why: OtherReason
}

/** One in the list of "Thư khác". */
export interface OtherListed extends OtherRow {
  /** An editor has marked it as seen. */
  readonly isSeen: boolean
}

export interface ReasonCount {
  readonly why: OtherReason
  readonly count: number
}

/** A row that failed too often and waits for a person. */
export interface StuckRow {
  readonly pipeline: 'mail' | 'submission' | 'photos' | 'reply' | 'reminder' | 'digest' | 'signInLink'
  readonly id: number
  readonly problem: string
  /** Of a mail: its raw bytes. */
  readonly raw: Sha256 | null
}

export interface MailView {
  readonly id: number
  readonly raw: Sha256
  readonly rawBytes: number
  readonly subject: string
  readonly sender: string
  readonly sentAt: Date
  readonly text: string
  /** It can be shown as its sender laid it out. */
  readonly html: boolean
  readonly files: readonly MailFile[]
  /** Files that stand elsewhere: their name where the sender saw one, else ''. */
  readonly links: readonly { readonly url: string; readonly name: string }[]
  /** Why it joined; null for one that is only about the submission. */
  readonly joined: string | null
}

export type ReplyState =
  | 'draft'
  | 'queued'
  | 'kept'
  | 'sending'
  | 'sent'
  | 'unsure'
  | 'failed'
  | 'bounced'
  | 'withdrawn'

/** A reply in a list: what became of it. */
export interface ReplyRow {
  readonly id: number
  readonly reference: string
  readonly state: ReplyState
  readonly problem: ReplyProblem | null
  /** The server's answer by its codes alone. */
  readonly answer: string | null
  readonly recipient: string
  readonly subject: string
  readonly changedAt: Date
}

export interface ReplyView extends Omit<ReplyRow, 'reference'> {
  readonly kind: ReplyKind
  readonly text: string
  readonly withForm: boolean
}

/** An earlier submission that a photo's picture came with. */
export interface EarlierView {
  readonly reference: string
  readonly title: string | null
  readonly lastMailAt: Date
  readonly state: SubmissionState
  readonly publishedOn: string | null
}

/** What a piece is seen beside: what its unit has been published with, and other pieces, the newest first. */
export interface BesidesView {
  /** Null: the piece names no unit. */
  readonly unit: UnitView | null
  readonly ofUnit: readonly BesideRow[]
  /** Without those of the unit. */
  readonly ofSender: readonly BesideRow[]
}

export interface UnitView {
  readonly name: string
  /** Null: its name tells no number; it is counted by months. */
  readonly quota: Quota | null
  /** In the period and the year that it is now. */
  readonly published: { readonly inPeriod: number; readonly inYear: number }
}

export interface BesideRow {
  readonly reference: string
  readonly title: string | null
  readonly editedTitle: string | null
  readonly list: SubmissionList
  readonly lastMailAt: Date
  /** "2019-11-20". */
  readonly publishedOn: string | null
}

export interface SubmissionView extends SubmissionRow {
  /** Those that its photos name. */
  readonly earlier: readonly EarlierView[]
  readonly revision: number
  readonly openedAt: Date
  readonly mails: readonly MailView[]
  /** The newest first. */
  readonly replies: readonly ReplyView[]
  /** When its reply will be written, if it waits for that. */
  readonly replyDue: Date | null
  /** Pieces that it is perhaps a part of. */
  readonly near: readonly { readonly reference: string; readonly title: string | null }[]
  readonly besides: BesidesView
  readonly state: SubmissionState
  /** When an editor brought it there; null while nobody has decided. */
  readonly stateAt: Date | null
  readonly link: string | null
  /** "2019-11-20". */
  readonly publishedOn: string | null
  readonly reason: string | null
  readonly decidable: readonly EditorDecision['kind'][]
  /** What the editor has seen, told with each decision: an older one is refused. */
  readonly stand: string
  /** What editors did, the newest first. */
  readonly history: readonly HistoryEntry[]
  /** What editors saved of it, the newest first. */
  readonly versions: readonly VersionRow[]
  /** The newest of them; null: it stands as it was sent. */
  readonly edited: VersionRow | null
  readonly sent: Piece
  /** As it is to be published: as it was sent, or as it was saved last. */
  readonly piece: Piece
  /** Who works on it. */
  readonly claim: { readonly editor: number; readonly name: string; readonly at: Date } | null
}

/** What an editor saved: its number, and the mails that were there. */
export interface VersionRow {
  readonly number: number
  readonly revision: number
  readonly at: Date
  readonly editor: string
}

export interface HistoryEntry {
  readonly id: number
  readonly at: Date
  /** A decision; a mail that was split off, a submission that was merged: from where to where; a number that was read; a verdict that was put right. */
  readonly act:
    | EditorDecision
    | { readonly kind: 'split' | 'merge'; readonly from: string; readonly to: string }
    | { readonly kind: 'reveal'; readonly field: PrivateField }
    | { readonly kind: 'correct'; readonly correction: Correction }
  readonly undoneAt: Date | null
  /** Names of who did it and who took it back; null before there was a sign-in. */
  readonly editor: string | null
  readonly undoneBy: string | null
  readonly canUndo: boolean
  /** When its letter goes out, while it waits for that. */
  readonly leavesAt: Date | null
}

/** A letter before it is sent. */
export interface LetterView {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly withForm: boolean
}

/** A decision that was just made. */
export interface DecisionView extends HistoryEntry {
  readonly act: EditorDecision
  readonly reference: string
  readonly title: string | null
}

export interface OtherView extends OtherRow {
  /** Null: the bytes could not be read as a mail. */
  readonly mail: MailView | null
  /** An editor said that it is no contribution, and its submission is none. */
  readonly dismissal: {
    readonly id: number
    readonly at: Date
    readonly editor: string | null
    readonly reference: string
  } | null
  readonly raw: Sha256
  readonly rawBytes: number
}

/** A text that was looked through for the form: a mail's own (`file` null) or a document's. */
export interface TextView {
  /** The number of its mail among those that count. */
  readonly mail: number
  readonly file: MailFile | null
  readonly lines: readonly {
    readonly text: string
    /** Fields whose value stands on it. */
    readonly says: readonly FieldName[]
    /** The field whose label it begins with. */
    readonly asks: FieldName | null
  }[]
}
