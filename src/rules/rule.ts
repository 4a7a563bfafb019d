import type { Certainty, Content, FormReading, Mail, MailFile, Photo, RuleId, Values } from '../domain.ts'
import type { SharedLink } from './links.ts'

/** All that a rule may look at. */
export interface Judged {
  /** In the order sent. */
  readonly mails: readonly Mail[]
  /** Everything in the mails, archives and attached mails too, flat. */
  readonly contents: readonly Content[]
  readonly form: FormReading
  readonly photos: readonly Photo[]
  /** Pictures that are the article's pages; empty where the article is there as text. */
  readonly pages: readonly MailFile[]
  /** Links to files that stand elsewhere. */
  readonly links: readonly SharedLink[]
}

/** A rule that is broken, or perhaps; `asks`: it alone makes the decision `complete`. */
export interface Broken {
  readonly certainty: Certainty
  readonly asks: boolean
  readonly files?: readonly string[]
  readonly values?: Values
}

/** A rule of the board: a value, its id and what it finds. */
export interface Rule {
  readonly id: RuleId
  readonly find: (judged: Judged) => Broken | null
}
