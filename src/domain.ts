/**
 * The terms of the domain as types. Everything here is a plain value that survives JSON and a worker boundary,
 * except {@link Private}. Sizes are bytes, times ISO 8601 strings, hashes lower-case hex, text Unicode NFC.
 */

/** SHA-256 of a file's bytes: the name of its blob. */
export type Sha256 = string

/**
 * Where the bytes of mails and files stand. Core gets one as an argument and never knows what is behind it.
 * `key` is a file's SHA-256, or whatever else the owner of this value handed out for a raw mail.
 */
export interface Files {
  /** All bytes, or those from `start` up to, not including, `end` (clamped to the size). Throws if there is no such file. */
  read(key: string, range?: { readonly start: number; readonly end: number }): Promise<Uint8Array>
  stream(key: string): AsyncIterable<Uint8Array>
  /** Takes bytes in while they come; the same bytes twice are one file. */
  create(): FileWriter
}

/** Bytes are hashed on the way. Exactly one of `keep` and `discard` ends a writer. */
export interface FileWriter {
  write(bytes: Uint8Array): Promise<void>
  keep(): Promise<{ readonly sha256: Sha256; readonly bytes: number }>
  discard(): Promise<void>
}

export interface Address {
  /** As decoded, '' when there is none. */
  readonly name: string
  /** Lower case. */
  readonly address: string
}

/** A file that came with a mail, in an archive or in a document. */
export interface MailFile {
  /** Decoded, never a path; made up from the content ("anh-1.jpg") when the sender gave none. */
  readonly name: string
  /** Media type as declared, lower case: a claim, never a fact. */
  readonly type: string
  readonly bytes: number
  readonly sha256: Sha256
  /** Folders it lay in, outermost first: "Thư mục ảnh". Empty for a plain attachment. */
  readonly folders: readonly string[]
  /** The HTML body shows it in its place (`cid:`): a pasted picture or a logo. */
  readonly shown: boolean
  /** The words of the mail right before and after where it stands, '' where there are none. */
  readonly before: string
  readonly after: string
}

/** What makes a mail automatic. `list` and `bulk` are one-to-many, `robot` a no-reply sender or machine subject. */
export type Automatic = 'autoReply' | 'bounce' | 'list' | 'bulk' | 'robot'

/** One mail as read. Where the sender wrote nothing, strings are '' and lists empty. */
export interface Mail {
  /** With angle brackets, as in the header. */
  readonly messageId: string | null
  readonly inReplyTo: readonly string[]
  readonly references: readonly string[]
  readonly subject: string
  readonly from: Address | null
  readonly replyTo: readonly Address[]
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  /** Addresses that servers on the way delivered it to or forwarded it from, lower case: an alias of ours is among them. */
  readonly deliveredTo: readonly string[]
  /** It says that it hides its readers: `undisclosed-recipients:;`, or nothing but a Bcc. */
  readonly undisclosed: boolean
  /** The Date header's instant, or null: never "now". */
  readonly date: string | null
  /** The whole text: paragraphs by blank lines, table cells by tabs. */
  readonly text: string
  /** What the person wrote now: `text` without quoted mail, forwarded mail and signature. */
  readonly own: string
  /** The text of a mail that was forwarded in the body, without its header lines; '' if none. */
  readonly forwarded: string
  /** Earlier mail quoted below or between. */
  readonly quoted: string
  readonly signature: string
  readonly files: readonly MailFile[]
  /** Every link target in the bodies, in order, once each. */
  readonly links: readonly Link[]
  readonly automatic: Automatic | null
  /** What a bounce reports; null for any other mail. */
  readonly bounce: Bounce | null
  /** What the receiving server said: `fail` only for an explicit DMARC fail. */
  readonly dmarc: 'pass' | 'fail' | 'none'
  /** Some of the text was in an encoding from before Unicode (TCVN3, VNI) and was made Unicode: the editor is told. */
  readonly converted: boolean
  /** Some of it is HTML: it can be shown as its sender laid it out. */
  readonly html: boolean
  /** Bytes came in but nothing could be made of them, or the structure was damaged: shown to the editor. */
  readonly damaged: boolean
}

/** A mail as its sender laid it out, made harmless (`mail/asSent.ts`). */
export interface MailPage {
  /** In order. Words and addresses are as they were written: numbers of persons may be among them. */
  readonly pieces: readonly MailPagePiece[]
  /** It goes on, longer than is shown. */
  readonly isCut: boolean
  /** It names pictures that stand elsewhere. */
  readonly namesOthers: boolean
}

export type MailPagePiece =
  | { readonly kind: 'markup'; readonly html: string }
  /** Not escaped. */
  | { readonly kind: 'text'; readonly text: string }
  /** Begins a link by http, https or mailto; "</a>" is markup. */
  | { readonly kind: 'link'; readonly href: string }
  /** `sha256` null: it stands elsewhere. Sides in CSS pixels, where the sender gave them. */
  | {
      readonly kind: 'picture'
      readonly sha256: Sha256 | null
      readonly alt: string
      readonly width: number | null
      readonly height: number | null
    }

/** A report on a mail of ours that may not have arrived. */
export interface Bounce {
  /** False: only late, or it did arrive. */
  readonly failed: boolean
  /** Message-IDs of the mail that it reports on, in the order of likelihood; perhaps also of the thread before it. */
  readonly about: readonly string[]
  /** Lower case. */
  readonly recipients: readonly string[]
  /** The enhanced status code (RFC 3463), "5.1.1". */
  readonly status: string | null
}

export interface Link {
  readonly url: string
  /** What the person saw, often the file's name. */
  readonly text: string
}

/** A document of any format, in reading order. */
export interface Document {
  readonly blocks: readonly Block[]
  /** Targets of its links, hidden ones too. */
  readonly links: readonly Link[]
  readonly notes: readonly DocumentNote[]
}

export type Block = Paragraph | Table | Picture

export interface Paragraph {
  readonly kind: 'paragraph'
  /** One paragraph; soft breaks are "\n", a tab is "\t". */
  readonly text: string
  /** All of its letters are bold. */
  readonly bold: boolean
  /** It has an automatic number or bullet, which is in no text. */
  readonly listed: boolean
}

/** Merged cells stand once, in their first row and column. */
export interface Table {
  readonly kind: 'table'
  readonly rows: readonly (readonly Cell[])[]
}

export interface Cell {
  readonly column: number
  readonly blocks: readonly Block[]
}

/** An image at its place in a document. */
export interface Picture {
  readonly kind: 'picture'
  readonly file: MailFile
}

export type DocumentNote = 'trackedChanges' | 'comments' | 'converted' | 'scan' | 'macros' | 'uncertainOrder'

/** A note about a file by its name; '' for the mail's own text. A scan is a finding of its own. */
export interface EditorNote {
  readonly file: string
  readonly note: Exclude<DocumentNote, 'scan'>
}

/** Why a file stays closed. */
export type Closed = 'encrypted' | 'damaged' | 'tooLarge' | 'tooSlow' | 'unknown'

/** What a file proved to be by its content, whatever its name says. */
export type Content =
  | {
      readonly kind: 'document'
      readonly file: MailFile
      readonly document: Document
      /** Every image of its {@link Picture} blocks, opened: photos and decorations, in reading order, each file once. */
      readonly pictures: readonly Content[]
    }
  | {
      readonly kind: 'photo'
      readonly file: MailFile
      readonly facts: PhotoFacts
      /** It shows a page of text, told by its pixels; looked at only in a mail that has no article as text. */
      readonly isPage?: boolean
    }
  /** A logo, line, emoji or tracking pixel: an image that is no photo. */
  | { readonly kind: 'decoration'; readonly file: MailFile }
  /** A mail attached to a mail. */
  | {
      readonly kind: 'mail'
      readonly file: MailFile
      readonly mail: Mail
      readonly contents: readonly Content[]
    }
  | { readonly kind: 'closed'; readonly file: MailFile; readonly why: Closed }
  /** A program, script or macro document: set aside, never opened. */
  | { readonly kind: 'unsafe'; readonly file: MailFile }
  /** Known, opened by nobody here: calendar, contact card, signature, sound, video, sheet. */
  | { readonly kind: 'other'; readonly file: MailFile }

/** One mail and everything in it, opened once. Stored; all later work is pure and starts from here. */
export interface Reading {
  readonly mail: Mail
  /** In the order sent. */
  readonly contents: readonly Content[]
}

export type PhotoFormat = 'jpeg' | 'heic' | 'png' | 'webp' | 'gif' | 'bmp' | 'tiff' | 'dng' | 'avif'

/** What the headers of a photo say. Numbers that are not there are null. */
export interface PhotoFacts {
  readonly format: PhotoFormat
  /** Pixels as stored, before any turning; null if unreadable. */
  readonly width: number | null
  readonly height: number | null
  /** EXIF orientation 1–8. */
  readonly orientation: number
  readonly exif: ExifFacts
  readonly xmp: {
    readonly creatorTool: string | null
    readonly softwareAgents: readonly string[]
    readonly digitalSourceType: string | null
  }
  /** What a content credential (C2PA) says, unverified: programs that made or changed the picture, IPTC digital source types. */
  readonly credential: {
    readonly programs: readonly string[]
    readonly sourceTypes: readonly string[]
  } | null
  /** JPEG only. */
  readonly jpeg: JpegFacts | null
  /** Pixels of the EXIF thumbnail, and whose quantisation table and layout it has: libjpeg's or another encoder's; null if it is no JPEG. */
  readonly thumbnail: {
    readonly width: number
    readonly height: number
    readonly table: 'ijg' | 'own' | null
    readonly hasLibjpegLayout: boolean | null
  } | null
  /** Dots an inch from JFIF or pHYs. */
  readonly density: number | null
  /** Name of the colour profile, "Display P3". */
  readonly profile: string | null
  /** Marks in the bytes after the picture, such as Samsung's editor trailer. */
  readonly trailer: 'samsungEdited' | null
  /** A motion photo: a short film stands in the same file. */
  readonly hasFilm: boolean
  /** Nothing but the format could be read, the file ends early, or it is larger than we open. */
  readonly unreadable: Closed | null
}

export interface ExifFacts {
  readonly make: string | null
  readonly model: string | null
  readonly lens: string | null
  readonly software: string | null
  readonly processingSoftware: string | null
  /** Local time as the camera wrote it, "2019-11-18T08:30:00", with its offset if it wrote one. */
  readonly takenAt: string | null
  /** Seconds. */
  readonly exposureTime: number | null
  readonly fNumber: number | null
  readonly iso: number | null
  /** Millimetres. */
  readonly focalLength: number | null
  readonly pixelX: number | null
  readonly pixelY: number | null
  /** Pixels that the long side must have had by what other tags say: the size in IFD0 or RelatedImage, the subject's place. */
  readonly reach: number | null
  readonly userComment: string | null
  /** EXIF says that a scanner made it. */
  readonly isScanned: boolean
  readonly hasMakerNote: boolean
  /** Only that there is a place, here or in XMP: coordinates stay in the file. */
  readonly hasGps: boolean
}

export interface JpegFacts {
  readonly progressive: boolean
  /** Horizontal × vertical sampling of the first component: "4:2:0", "4:2:2", "4:4:4", … */
  readonly subsampling: string | null
  /** The IJG quality whose standard luminance table this is exactly; null for any other table. */
  readonly ijgQuality: number | null
  /** The IJG quality, 1–100, whose luminance table is as coarse as this one. */
  readonly quality: number | null
  /** Codes of the markers up to the first scan, in order, at most 100: "e0 e1 db c0 c4 da". */
  readonly markers: string
  /** Every table stands in a segment of its own, as libjpeg writes them; camera hardware puts them together. */
  readonly hasLibjpegLayout: boolean
  readonly hasJfif: boolean
  readonly comment: string | null
  /** Numbers of Photoshop's `8BIM` resources. */
  readonly photoshop: readonly number[]
  readonly hasDucky: boolean
  /** IPTC 2:40 starts with `FBMD`. */
  readonly hasFacebookMark: boolean
  /**
   * How many pictures the file holds, and how many of them are views of the scene (MPO): the others are previews, gain
   * maps and the like. Null for one.
   */
  readonly pictures: { readonly count: number; readonly views: number } | null
}

/** Codes of the evidence that a photo is no original; one file each in `src/photos/evidence/`. */
export type EvidenceCode =
  | 'photo.facebook'
  | 'photo.messengerName'
  | 'photo.messengerSize'
  | 'photo.small'
  | 'photo.editor'
  | 'photo.photoshop'
  | 'photo.smaller'
  | 'photo.screenshot'
  | 'photo.notCamera'
  | 'photo.noExif'
  | 'photo.name'
  | 'photo.png'
  | 'photo.developed'
  | 'photo.dims'
  | 'photo.thumb'
  | 'photo.progressive'
  | 'photo.resaved'
  | 'photo.lowQuality'
  | 'photo.smallForYear'
  | 'photo.aiEdited'
  | 'photo.phoneEdited'
  | 'photo.unreadable'

export type Certainty = 'certain' | 'doubt'

/** `values` fill the sentence in `templates/evidence.ts`. */
export interface Evidence {
  readonly code: EvidenceCode
  readonly certainty: Certainty
  readonly values: Values
}

export type Values = Readonly<Record<string, string | number>>

export type Original = 'yes' | 'doubt' | 'no'

/** A photo at its place in a submission, before it is judged. */
export interface PlacedPhoto {
  readonly file: MailFile
  readonly facts: PhotoFacts
  /** `inArticle`: pasted into a document or into the mail's text. */
  readonly sent: 'separately' | 'inArticle'
  /** The paragraph right after (or else right before) it in the article or mail, if it may be its caption. */
  readonly beside: string | null
}

/** A photo of a submission, judged. */
export interface Photo extends PlacedPhoto {
  readonly original: Original
  readonly evidence: readonly Evidence[]
  readonly caption: string | null
  /** The better file of the same picture in this submission; null: it is a photo of its own. */
  readonly copyOf: Sha256 | null
  /** The same picture in an earlier submission. */
  readonly earlier: EarlierPhoto | null
}

/** A photo that came with an earlier submission. */
export interface EarlierPhoto {
  readonly sha256: Sha256
  /** Of the submission it came with. */
  readonly reference: string
}

/** What a picture is known again by: 64 bits as text, "0110…"; pictures are alike where few bits differ. */
export type Print = string

/** What the pixels of a photo show, once it has been drawn. */
export interface Seen {
  /** Null: the picture cannot be decoded, or is too plain. */
  readonly print: Print | null
  /** Correlation with the thumbnail that the camera left in EXIF: 1 for the same picture; null if they cannot be compared. */
  readonly thumbnailLikeness: number | null
}

/** What is asked of a photo beside what it is compared by. */
export type Wanted = 'thumbnail' | 'page'

/** What one decode of a photo gives; null for what was not asked. */
export interface Look {
  readonly seen: Seen
  /** A WebP of at most 480 pixels a side for the desk. */
  readonly thumbnail: Uint8Array | null
  /** It shows a page of text. */
  readonly isPage: boolean | null
}

/**
 * A phone or account number: digits that are never printed by accident. It prints as "[riêng]" in strings, logs and
 * JSON; only `reveal()` gives it.
 */
export class Private {
  readonly #digits: string
  constructor(digits: string) {
    this.#digits = digits
  }
  reveal(): string {
    return this.#digits
  }
  toString(): string {
    return '[riêng]'
  }
  toJSON(): string {
    return '[riêng]'
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[riêng]'
  }
}

/** Fields that are personal data. */
export const PRIVATE_FIELDS = ['phone', 'accountNumber'] as const
export type PrivateField = (typeof PRIVATE_FIELDS)[number]

/** The 8 fields of the form. `null` = looked for everywhere, not found. */
export interface Fields {
  readonly title: string | null
  /** Paragraphs, one a line. */
  readonly body: string | null
  readonly captions: readonly string[]
  readonly author: string | null
  readonly unit: string | null
  readonly phone: Private | null
  readonly accountNumber: Private | null
  readonly accountHolder: string | null
}

export type FieldName = keyof Fields

/** What the mails of a submission say when read as the form or as a free article. */
export interface FormReading {
  readonly fields: Fields
  /** Distinct labels of the form that were recognised, answered or not. */
  readonly labels: readonly FieldName[]
  /** Where the article stood; null if there is none. */
  readonly source: 'document' | 'body' | null
  /** The article is a Vietnamese news text (length, sentences, words of the trade), not a letter or a note. */
  readonly articleLike: boolean
  readonly captions: readonly CaptionLine[]
  /** Fields on which two sources disagree; the document won. */
  readonly differences: readonly FieldName[]
}

/** One caption as written. `number` is the photo's number before it ("Ảnh 2:"), `fileName` a file name it starts with. */
export interface CaptionLine {
  readonly text: string
  readonly number: number | null
  readonly fileName: string | null
}

/** The ids of the rules in the verdict's contract; a rule lives in `src/rules/<first word>.ts`. */
export type RuleId =
  | 'form.title'
  | 'form.body'
  | 'form.author'
  | 'form.unit'
  | 'form.phone'
  | 'form.captions'
  | 'pay.account'
  | 'photos.none'
  | 'photos.inArticle'
  | 'photos.notOriginal'
  | 'photos.link'
  | 'photos.duplicate'
  | 'photos.date'
  | 'attachment.unreadable'
  | 'attachment.scan'
  | 'attachment.unsafe'
  | 'mail.maybe'
  | 'mail.sender'

/** A rule that is broken, or perhaps. */
export interface Finding {
  readonly rule: RuleId
  readonly certainty: Certainty
  /** It alone makes the decision `complete`: the contributor is asked. */
  readonly asks: boolean
  /** Names of the files it is about. */
  readonly files: readonly string[]
  /** Fill the sentence in `templates/findings.ts`. */
  readonly values: Values
}

/** What an editor put right in a verdict, beside what had been said. A finding is none: it neither asks nor counts. */
export type Correction =
  | {
      readonly kind: 'photo'
      readonly sha256: Sha256
      readonly name: string
      readonly said: Original
      readonly original: 'yes' | 'no'
    }
  | { readonly kind: 'finding'; readonly finding: Finding }
  | { readonly kind: 'other' }

/** Why a mail is no contribution; `editor`: an editor said so. */
export type OtherReason =
  | 'autoReply'
  | 'bounce'
  | 'list'
  | 'bulk'
  | 'robot'
  | 'ours'
  | 'spam'
  | 'invitation'
  | 'officialLetter'
  | 'conversation'
  | 'noSign'
  | 'maybe'
  | 'damaged'
  | 'tooLarge'
  | 'editor'

/**
 * Why the inbox, or a mail in it, cannot be read: `signIn` user or password are refused · `grant` access was
 * taken back, a person has to give it again · `quota` the server says that
 * too much was asked for · `lost` it is not reachable, or the connection ended · `mute` it does not answer in time ·
 * `refused` it refused one command · `folder` a folder that is to be read is not there · `wrongSize` a mail came shorter
 * or longer than announced · `storage` our own disk or database would not take it.
 */
export type MailboxProblem =
  | 'signIn'
  | 'grant'
  | 'quota'
  | 'lost'
  | 'mute'
  | 'refused'
  | 'folder'
  | 'wrongSize'
  | 'storage'

/** How reading the inbox over IMAP goes. */
export interface MailboxState {
  /** Mails in the folders that are read, and those of them that are not kept yet. */
  readonly mails: number
  readonly missing: number
  /** Of the missing, those that could not be fetched; a few hundred at most. */
  readonly troubled: readonly TroubledMail[]
  /** When the whole mailbox was last compared with what is kept. */
  readonly comparedAt: Date | null
  /** When the server last answered. */
  readonly contactAt: Date | null
  /** Null: all is well. */
  readonly problem: MailboxProblem | null
  /** When it is tried again, after a problem. */
  readonly retryAt: Date | null
}

/** A mail that lies in the inbox and could not be fetched. */
export interface TroubledMail {
  readonly folder: string
  readonly uid: number
  /** Null where not even its headers could be read. */
  readonly subject: string | null
  readonly sender: string | null
  /** When it arrived, ISO 8601; null where the server does not say. */
  readonly arrivedAt: string | null
  readonly problem: MailboxProblem
  /** When it is tried again, ISO 8601. */
  readonly retryAt: string
}

export type Decision = 'accept' | 'complete' | 'none'

/**
 * Where a submission stands with the editors: `open` none has decided · `asked` an editor asked to complete it,
 * whatever the rules say · `accepted` will be published · `published` · `declined`.
 */
export type SubmissionState = 'open' | 'asked' | 'accepted' | 'published' | 'declined'

/** The list a submission is on: by its state, and while that is open by its verdict. */
export type SubmissionList = 'waiting' | 'incomplete' | 'accepted' | 'published' | 'declined'

/**
 * What an editor decides. `answer`: the automatic reply, perhaps reworded, goes now · `silence`: it never goes. Of
 * `ask`, `words` are what the rules do not say; a day is "2019-11-20".
 */
export type EditorDecision =
  | { readonly kind: 'accept' | 'reopen' | 'answer' | 'silence' }
  | { readonly kind: 'ask'; readonly words: string }
  | { readonly kind: 'decline'; readonly reason: string }
  | { readonly kind: 'publish'; readonly link: string; readonly on: string }

/** What of a list an editor goes through, and in which order; '' and null for all. */
export interface ListView {
  readonly list: SubmissionList
  /** Words of the unit's name. */
  readonly unit: string
  /** When the newest mail came, by the clock of Việt Nam: "2026-11". */
  readonly month: string
  /** With findings, or without any. */
  readonly findings: 'some' | 'none' | null
  /** Pieces that the editor works on, or nobody. */
  readonly claimed: 'mine' | 'nobody' | null
  readonly oldestFirst: boolean
}

/** What of "Thư khác" an editor looks at: the mails of one reason, or of all; also those that were seen, or not. */
export interface OthersView {
  readonly why: OtherReason | null
  readonly withSeen: boolean
}

/** A piece that waits longer for the editors than so many days since its newest mail is pointed out (issue 8). */
export const LONG_WAIT_DAYS = 3

/** A piece as it is to be published: as it was sent, or as an editor has changed it. */
export interface Piece {
  readonly title: string | null
  /** Empty: there is none. */
  readonly body: readonly Passage[]
  /** The photos to be published, in their order; the first is the cover. */
  readonly photos: readonly { readonly sha256: Sha256; readonly caption: string | null }[]
}

/** A paragraph of an article, a subheading in it, or an item of a list. */
export interface Passage {
  readonly kind: 'paragraph' | 'subheading' | 'bullet' | 'number'
  /** As few as can be: no two alike side by side, none empty, one space between words. */
  readonly spans: readonly Span[]
}

/** Words in one type. In a subheading none are bold: all of it is. */
export interface Span {
  readonly text: string
  readonly bold: boolean
  readonly italic: boolean
}

export const wordsOf = ({ spans }: Passage): string => spans.map(({ text }) => text).join('')

/** An article as it leaves the desk: all that its exports are made from. No phone and no account number is in it. */
export interface Publication {
  readonly title: string | null
  readonly body: readonly Passage[]
  /** In the order they are shown in. */
  readonly photos: readonly PublishedPhoto[]
  /** Who is named under it, "Nông Thị Minh Hằng – CĐCS Trường Tiểu học Nà Phặc"; null if nobody is known. */
  readonly credit: string | null
}

export interface PublishedPhoto {
  readonly sha256: Sha256
  readonly format: PhotoFormat
  readonly caption: string | null
  /** Its file says where it was taken. */
  readonly hasPlace: boolean
}

/** What tinbai makes of a submission or of a mail that is none. */
export type Verdict =
  | {
      readonly kind: 'submission'
      readonly decision: Decision
      readonly fields: Fields
      readonly photos: readonly Photo[]
      /** Photographed or scanned pages of the article, where it came in no other form; they are no photos of it. */
      readonly pages: readonly MailFile[]
      /** What an editor should know of how the files were read. */
      readonly notes: readonly EditorNote[]
      readonly findings: readonly Finding[]
    }
  | {
      readonly kind: 'other'
      readonly why: OtherReason
      readonly findings: readonly Finding[]
    }

export type SubmissionVerdict = Extract<Verdict, { kind: 'submission' }>

/**
 * What we write to a contributor: received · what is missing · missing still · set aside for now · the board's decisions.
 */
export type ReplyKind = 'acknowledge' | 'complete' | 'remind' | 'close' | 'accepted' | 'published' | 'declined'

/** Why a reply did not reach its reader. */
export type Undelivered = 'noSuchAddress' | 'mailboxFull' | 'refused'

/**
 * Why a reply waits, failed, or may not have left. The server: `busy` refused this one for now, `quota` takes no more
 * today, `signIn` does not let us in, `unreachable` does not answer. We ourselves: `tooMany` the breaker,
 * `tooManyToReader` `tooManyInThread` the caps. Nobody knows: `lineLost` the line dropped when the mail was given,
 * `interrupted` we were killed meanwhile.
 */
export type ReplyProblem =
  | Undelivered
  | 'busy'
  | 'quota'
  | 'signIn'
  | 'grant'
  | 'unreachable'
  | 'tooMany'
  | 'tooManyToReader'
  | 'tooManyInThread'
  | 'lineLost'
  | 'interrupted'

/** The words of a reply. Headers and thread are put around it in `src/replies/compose.ts`. */
export interface ReplyText {
  readonly subject: string
  readonly text: string
  readonly html: string
  /** The blank form goes with it. */
  readonly withForm: boolean
}

/** The office that runs this inbox: names in texts, addresses that are our own, the prefix of references. */
/** How many published pieces a unit owes, at least. */
export interface Quota {
  /** Length of a period: 1 or 6; the first of a year begins in January. */
  readonly months: number
  readonly inPeriod: number
  readonly inYear: number
}

export interface Office {
  /** "LĐLĐ tỉnh Bắc Kạn". */
  readonly name: string
  readonly board: string
  readonly site: string
  /** Addresses that are ours: mail from them is never a contribution and never answered. First: the inbox. */
  readonly addresses: readonly string[]
  /** "BK". */
  readonly prefix: string
  /** Telephone of the editors' desk, for questions; null: none is given. */
  readonly phone: string | null
  /** Days without work beyond weekends and the holidays of the law, "2026-01-02". */
  readonly holidays: readonly string[]
}

/**
 * Gives a token to sign in with in place of a password (RFC 6749 §1.4); null: access was taken back, and only a person
 * can give it again. Fails where nobody can be asked. `refused`: one that was given before and let nobody in.
 */
export type AccessToken = (refused?: string) => Promise<string | null>

/** What keeps the service from working. */
export type HealthProblem = 'database' | 'queue' | 'disk' | 'mailbox'

/** What a service has seen and done. No personal data. */
export interface ServiceStatus {
  readonly mails: {
    readonly seen: number
    /** Found their place: `contributions` in a submission, `others` under "Thư khác". */
    readonly filed: number
    readonly contributions: number
    readonly others: number
    /** When the newest one was kept. */
    readonly newest: Date | null
  }
  readonly submissions: Readonly<Record<SubmissionList | 'judging', number>>
  /** By state of the outbox; states without a reply are not there. */
  readonly replies: Readonly<Record<string, number>>
  /** Steps to be done now, later, and those that wait for a person. */
  readonly rows: { readonly due: number; readonly waiting: number; readonly stuck: number }
  /** When the inbox last answered over IMAP; null while only the folder mailbox is read. */
  readonly lastContact: Date | null
  /** When a reply last left; null: none has. */
  readonly lastReply: Date | null
}

/** An editor decides about submissions, the chief as well; an accountant only reads. */
export type Role = 'editor' | 'chief' | 'accountant'
export const ROLES: readonly Role[] = ['editor', 'chief', 'accountant']

/** Somebody who may sign in to the desk. */
export interface Editor {
  readonly id: number
  readonly name: string
  /** Lower case. */
  readonly email: string
  readonly role: Role
}
