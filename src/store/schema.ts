import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type {
  Correction,
  Decision,
  EditorDecision,
  MailboxState,
  OtherReason,
  Piece,
  Print,
  PrivateField,
  Reading,
  ReplyKind,
  ReplyProblem,
  Role,
  SubmissionList,
  SubmissionState,
} from '../domain.ts'
import type { Arrival } from '../submission/arrival.ts'

/** The tables. The migrations beside this file make them; `snake_case` there, `camelCase` here. */
export interface Schema {
  mails: MailTable
  sightings: SightingTable
  mailFiles: MailFileTable
  submissions: SubmissionTable
  submissionPhotos: SubmissionPhotoTable
  photoPrints: PhotoPrintTable
  referenceCounters: ReferenceCounterTable
  outbox: OutboxTable
  postman: PostmanTable
  progress: ProgressTable
  mailboxes: MailboxTable
  grants: GrantTable
  history: HistoryTable
  corrections: CorrectionTable
  editors: EditorTable
  invitations: InvitationTable
  sessions: SessionTable
  programs: ProgramTable
  signInLinks: SignInLinkTable
  signInTries: SignInTryTable
  versions: VersionTable
  claims: ClaimTable
}

type Json<T extends object | null> = JSONColumnType<T, string, string>
type Now = ColumnType<Date, Date, Date>

/** A mail as kept: once for the same bytes, however often it was seen; once for each article in it. */
export interface MailTable {
  id: Generated<number>
  /** Name of the blob with the raw bytes. */
  rawSha256: string
  /** 0 but for the second and further articles of a mail. */
  piece: Generated<number>
  rawBytes: number
  keptAt: ColumnType<Date, Date, never>
  /** As given, or derived from the bytes; null until read. */
  messageId: string | null
  fromAddress: string | null
  subject: string | null
  /** The Date header, never later than `keptAt`; `keptAt` where there is none. Null until read. */
  sentAt: Date | null
  reading: Json<Reading> | null
  /** What joins look at. */
  arrival: Json<Arrival> | null
  /** What a mail with the same article is found by: `sketchOf` its prints. */
  sketch: ColumnType<readonly string[] | null, readonly number[] | undefined, readonly number[]>
  kind: 'submission' | 'other' | null
  why: OtherReason | null
  submissionId: number | null
  joinReason: string | null
  /** An editor said what it is: no later reading changes that. */
  decidedByEditor: Generated<boolean>
  /** When an editor marked it as seen, under "Thư khác". */
  seenAt: Date | null
  intake: Generated<Intake>
}

/**
 * What the place that a mail was taken from says of it. `open` as any mail · `silent` it is older than what tinbai was
 * to answer: filed, never answered · `spam` it lay among the junk: filed so, never answered · `headersOnly` it is larger
 * than what is taken: the editor is told.
 */
export type Intake = 'open' | 'silent' | 'spam' | 'headersOnly'

/** Where a mail was seen. For the folder mailbox the account is `folder` and the UID names file and place in it. */
export interface SightingTable {
  mailId: number
  account: string
  folder: string
  uidValidity: string
  uid: string
  seenAt: Now
  /** The account's own ids of the mail and its thread (X-GM-MSGID, X-GM-THRID, OBJECTID), where it offers them. */
  emailId: string | null
  threadId: string | null
  /** The label of ours that it bears there. */
  label: string | null
}

/** An inbox that is read over IMAP, and how that goes. */
export interface MailboxTable {
  /** "congdoanbk@gmail.com imap.gmail.com". */
  account: string
  firstReadAt: ColumnType<Date, Date, never>
  /** What came before is filed without a reply, whatever the settings say: it may have had one. Null: nothing has. */
  silentBefore: Date | null
  contactAt: Date | null
  comparedAt: Date | null
  mails: Generated<number>
  missing: Generated<number>
  troubled: Json<MailboxState['troubled']>
  problem: MailboxState['problem']
  retryAt: Date | null
  /** The problem of which the chief editors were told, until the inbox is read again. */
  told: MailboxState['problem']
}

/** Access to an inbox that a person gave. */
export interface GrantTable {
  /** The address, in lower case. */
  account: string
  /** The refresh token, as `sealed.ts` seals it. */
  token: string
  givenAt: Now
  /** When it was first found to be taken back. */
  endedAt: Date | null
}

/** Files that the desk may hand out. */
export interface MailFileTable {
  mailId: number
  sha256: string
  name: string
  type: string
  bytes: number
}

export interface SubmissionTable {
  id: Generated<number>
  reference: string
  revision: number
  /** Null until the first verdict is filed. */
  decision: Decision | null
  /** Encoded by `verdictJson.ts`: it holds private numbers. */
  verdict: Json<object> | null
  title: string | null
  unit: string | null
  author: string | null
  openedAt: Now
  /** When its newest mail was sent. */
  lastMailAt: Date
  /** Where its mails went when an editor merged it. */
  mergedInto: number | null
  state: Generated<SubmissionState>
  /** When an editor brought it there, and with which mails before him; null while nobody has. */
  stateAt: Date | null
  stateRevision: number | null
  link: string | null
  /** Read as text, "2019-11-20": a day has no time zone. */
  publishedOn: ColumnType<unknown, string | null | undefined, string | null>
  reason: string | null
  /** How often editors have decided, or taken it back: a form that was opened before is out of date. */
  decisions: Generated<number>
  /** Null: it has no verdict or no mails. */
  list: GeneratedAlways<SubmissionList | null>
  /** What it is searched by, without diacritics. */
  words: GeneratedAlways<string>
  /** The unit in the same way. */
  unitWords: GeneratedAlways<string | null>
}

/** Which photos belong to which submission: the same photo sent again is found here. */
export interface SubmissionPhotoTable {
  submissionId: number
  sha256: string
}

/** What photos are known again by: a row for each photo that was drawn, or could not be. */
export interface PhotoPrintTable {
  sha256: string
  /** 64 bits; null: the photo cannot be drawn, or is too plain. */
  print: Print | null
  /** Pieces of the print, as `src/photos/likeness.ts` looks them up. */
  bands: readonly number[]
  /** When the camera took it, without offset. */
  moment: string | null
  /** As `Seen` has it; null too of photos that were drawn before it was looked for. */
  thumbnailLikeness: number | null
}

export interface ReferenceCounterTable {
  prefix: string
  year: number
  last: number
}

/**
 * `draft` sending is off · `queued` to be sent, held where it has a problem · `kept` written to the outbox folder, no
 * SMTP is set · `sending` given to SMTP · `sent` · `unsure` SMTP's answer is not known: looked up in Sent, else a person
 * decides · `failed` refused · `bounced` came back · `withdrawn` overtaken.
 */
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

export interface OutboxTable {
  id: Generated<number>
  submissionId: number
  revision: number
  kind: ReplyKind
  /** What it says, as rules: a reply that says nothing new is not written again. */
  matter: string
  messageId: string
  inReplyTo: string | null
  references: readonly string[]
  recipient: string
  subject: string
  text: string
  html: string
  withForm: boolean
  /** The decision it tells; null: it is automatic, one of a kind for a revision. */
  historyId: number | null
  state: ReplyState
  problem: ReplyProblem | null
  /** The server's answer by its codes alone, "550 5.1.1". */
  answer: string | null
  /** How often this one was refused for now, or sent again because it was not in Sent. */
  tries: Generated<number>
  /** When it was last given to SMTP: what the caps count. */
  leftAt: Date | null
  /** As found in Sent: Gmail may give a mail another Message-ID. */
  sentMessageId: string | null
  /** The mailbox's own number of the thread (X-GM-THRID). */
  threadId: string | null
  createdAt: Now
  changedAt: Now
}

/** The one row that says whether replies may leave at all. */
export interface PostmanTable {
  id: number
  /** The breaker: more replies would have left in an hour than may. Null: it is closed. */
  stoppedAt: Date | null
  /** A person let sending go on: what left before is not counted. */
  resumedAt: Date | null
  /** What keeps every reply back, when it was last met, how often in a row, and until when nothing is tried. */
  trouble: Trouble | null
  troubleAt: Date | null
  troubleTimes: number
  waitUntil: Date | null
}

/** `quota`: no more today · `signIn`: the server does not let us in · `grant`: access was taken back · `unreachable`: it does not answer. */
export type Trouble = 'quota' | 'signIn' | 'grant' | 'unreachable'

/** Where each row stands on its pipeline: `src/run/runner.ts`. */
export interface ProgressTable {
  pipeline: string
  rowId: number
  revision: number
  /** The keep it is on its way to; null: done. */
  step: string | null
  /** Null: done or stuck. */
  due: Date | null
  attempts: number
  /** Code of the last failure. With `due` null the row is stuck. */
  problem: string | null
}

/** `dismiss`: to "Thư khác", from the submission that it stays with. */
export type MoveAction = 'split' | 'merge' | 'dismiss'

/** A decision, and all that taking it back needs. */
export interface Decided {
  readonly decision: EditorDecision
  readonly before: {
    readonly state: SubmissionState
    /** ISO 8601. */
    readonly stateAt: string | null
    readonly stateRevision: number | null
    readonly link: string | null
    readonly publishedOn: string | null
    readonly reason: string | null
  }
  /** The mails that were there, and the count of decisions with this one. */
  readonly revision: number
  readonly decisions: number
  /** Replies that had not gone out, with the states they were in. */
  readonly withdrew: readonly { readonly id: number; readonly state: ReplyState }[]
  /** The automatic reply was still to be written. */
  readonly endedWaiting: boolean
}

/** Mails that an editor moved: which, from where to where. */
export interface Move {
  readonly mails: readonly number[]
  readonly from: number
  readonly to: number
}

/** A number of a person that somebody has looked at. */
export interface Revealed {
  readonly field: PrivateField
}

/** A verdict was put right. */
export interface Corrected {
  /** Its row in `corrections`. */
  readonly id: number
  readonly correction: Correction
}

/** What editors did to a submission. Of a move: the one the mails came from. */
export interface HistoryTable {
  id: Generated<number>
  submissionId: number
  at: Now
  action: MoveAction | 'reveal' | 'correct' | EditorDecision['kind']
  detail: JSONColumnType<Move | Decided | Revealed | Corrected, string, never>
  undoneAt: Date | null
  /** Who did it; null before there was a sign-in. */
  editor: number | null
  undoneBy: number | null
}

/**
 * Where editors say that the machine was wrong: every verdict of the submission is filed with what stands here and was
 * not undone. The table is labelled data as well, to measure rules by and to mend them: nothing is ever deleted from it.
 */
export interface CorrectionTable {
  id: Generated<number>
  submissionId: number
  correction: JSONColumnType<Correction, string, never>
  editor: number
  at: Now
  undoneAt: Date | null
}

/** Who may sign in, and who could once: the history names them. */
export interface EditorTable {
  id: Generated<number>
  name: string
  /** Lower case; one who may sign in has it alone. */
  email: string
  role: Role
  /** As `passwords.ts` makes it; null until it was set. */
  password: string | null
  addedAt: Now
  removedAt: Date | null
}

/** Codes with which a password is set, once. */
export interface InvitationTable {
  codeSha256: string
  /** Null: whoever has the code becomes the first editor. */
  editor: number | null
  /** Null: it does not end by itself. */
  expiresAt: Date | null
}

export interface SessionTable {
  id: Generated<number>
  tokenSha256: string
  editor: number
  openedAt: Now
  seenAt: Date
  /** The User-Agent header. */
  device: string
}

/** A program that reads in an editor's name. */
export interface ProgramTable {
  id: Generated<number>
  tokenSha256: string
  editor: number
  name: string
  madeAt: Now
}

/** A link that was mailed to an editor and signs them in, once. */
export interface SignInLinkTable {
  editor: number
  tokenSha256: string
  expiresAt: Date
}

/** Tries to sign in that were not right, by account and by network address. */
export interface SignInTryTable {
  key: string
  tries: number
  /** The first of them. */
  since: Date
}

/** A piece as an editor saved it. What one editor saves within minutes is one version, whose number goes up. */
export interface VersionTable {
  submissionId: number
  number: number
  /** The mails that were there. */
  revision: number
  editor: number
  at: Date
  piece: JSONColumnType<Piece, string, string>
}

/** Who works on a submission. */
export interface ClaimTable {
  submissionId: number
  editor: number
  at: Date
}
