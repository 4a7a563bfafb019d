import type { Closed, Content, MailFile } from '../domain.ts'

/** What a file held. Plain values: they cross from the worker that opened it. */
export type Opened =
  /** `pictures`: of a document, in reading order; each is to be opened in its own turn. */
  | { readonly kind: 'content'; readonly content: Content; readonly pictures: readonly MailFile[] }
  /** An archive: `files` are to be opened in their own turn, `closed` are entries that could not be taken out. */
  | { readonly kind: 'folder'; readonly files: readonly MailFile[]; readonly closed: readonly Content[] }
  /** A mail: `raw` is its bytes, the file itself or made from it. */
  | { readonly kind: 'mail'; readonly raw: MailFile }

export const openedContent = (content: Content): Opened => ({ kind: 'content', content, pictures: [] })

/** A file that stays closed as a whole. */
export const closedFile = (file: MailFile, why: Closed): Opened => openedContent({ kind: 'closed', file, why })
