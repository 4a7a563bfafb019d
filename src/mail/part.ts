import type { Sha256 } from '../domain.ts'
import { first, type Header } from './headers.ts'
import { type Parameters, readParameters } from './parameters.ts'

/** A part of a mail: a leaf with its body, or a multipart with its children. */
export interface Part {
  readonly headers: readonly Header[]
  readonly type: Parameters
  readonly disposition: Parameters
  readonly children: readonly Part[]
  /** Null for a multipart. */
  readonly body: Body | null
}

/** A decoded body: text parts in memory, everything else written to its file on the way. */
export type Body =
  | { readonly kind: 'text'; readonly bytes: Uint8Array }
  | { readonly kind: 'file'; readonly sha256: Sha256; readonly bytes: number; readonly head: Uint8Array }

/** A part that is still being read. */
export interface GrowingPart extends Part {
  readonly children: Part[]
  body: Body | null
}

/** @param digest it stands in a multipart/digest, where a part without a type is a mail (RFC 2046 §5.1.5) */
export function emptyPart(headers: readonly Header[], digest = false): GrowingPart {
  const type = first(headers, 'content-type') ?? (digest ? 'message/rfc822' : null)
  return {
    headers,
    type: readParameters(type),
    disposition: readParameters(first(headers, 'content-disposition')),
    children: [],
    body: null,
  }
}

export const leavesOf = (part: Part): readonly Part[] => (part.body === null ? part.children.flatMap(leavesOf) : [part])

/** What may be the words of the mail; a name or the word "attachment" makes a file of it. */
export function isText({ type, disposition }: Part): boolean {
  // A type without a slash is no type: then it is text (RFC 2045 §5.2).
  const plain = !type.value.includes('/') || /^text\/(plain|html|enriched|richtext|ascii|)$/.test(type.value)
  const named = type.parameters.get('name') || disposition.parameters.get('filename')
  return plain && !named && disposition.value !== 'attachment'
}
