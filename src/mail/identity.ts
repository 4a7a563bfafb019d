import { first, type Header } from './headers.ts'

/** Message-IDs with their brackets, in order, once each. Damaged ones without brackets are left out. */
export function messageIds(field: string | null): readonly string[] {
  return [...new Set((field ?? '').match(/<[^<>]*[^<>\s][^<>]*>/g) ?? [])]
}

/** A mail's own Message-ID; brackets that the sender forgot are put around it. */
export function messageIdOf(headers: readonly Header[]): string | null {
  const field = first(headers, 'message-id') ?? ''
  const bare = /^[^<>\s]+@[^<>\s]+$/.exec(field.trim())?.[0]
  return messageIds(field)[0] ?? (bare === undefined ? null : `<${bare}>`)
}

/**
 * The identity of a mail that has no Message-ID: derived from its bytes, so that it is the same at every look.
 * `.invalid` (RFC 2606) says that nobody sent it.
 */
export function derivedMessageId(rawSha256: string): string {
  return `<${rawSha256}@tinbai.invalid>`
}

/** Marks that programs put before a subject: Re, Fwd and their Vietnamese, German and French kin, with counts. */
const MARK =
  /^\s*(?:\[[^\]]{1,40}\]\s*)?(re|fwd?|fw|tl|trả lời|tra loi|ct|chuyển tiếp|chuyen tiep|aw|wg|tr|rv)(?:\[\d+\])?\s*:\s*/i

/** The subject without the marks of answering and forwarding, spaces as one. */
export function bareSubject(subject: string): string {
  let bare = subject
  while (MARK.test(bare)) bare = bare.replace(MARK, '')
  return bare.replace(/\s+/g, ' ').trim()
}

/** The first mark says that the mail was forwarded. */
export function isForwarded(subject: string): boolean {
  const mark = MARK.exec(subject)?.[1]?.toLowerCase()
  return mark !== undefined && /^(fwd?|ct|chuyển tiếp|chuyen tiep|wg|tr|rv)$/.test(mark)
}

export function isAnswer(subject: string): boolean {
  return MARK.test(subject) && !isForwarded(subject)
}
