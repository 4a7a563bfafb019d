import type { DocumentFormat } from '../documents/read.ts'
import type { Closed } from '../domain.ts'

export type ArchiveFormat = 'zip' | 'sevenZip' | 'gzip' | 'tnef' | 'msg'

/** What a file is, and so who opens it. */
export type Kind =
  | { readonly is: 'document'; readonly format: DocumentFormat }
  | { readonly is: 'archive'; readonly format: ArchiveFormat }
  | { readonly is: 'picture' | 'mail' | 'other' | 'unsafe' }
  | { readonly is: 'closed'; readonly why: Closed }
