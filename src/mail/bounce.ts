import type { Bounce, Files } from '../domain.ts'
import { readAddresses } from './addresses.ts'
import { first, type Header, readHeaders } from './headers.ts'
import { messageIds } from './identity.ts'
import { leavesOf, type Part } from './part.ts'
import { statusIn } from './undelivered.ts'

/** A report and the headers of a mail are shorter; of a whole mail that came back nothing more is read. */
const MAX_BYTES = 64 * 1024

const REPORT = /^message\/(global-)?delivery-status$/
const RETURNED = /^(message\/(rfc822|global|global-headers)|text\/rfc822-headers)$/

/**
 * What a bounce reports: the fields of a delivery status notification (RFC 3464) and of the mail that came back; in
 * plain ones (qmail, Exim, Exchange) what their words and headers say.
 *
 * @param text the words of the bounce
 */
export async function readBounce(files: Files, root: Part, text: string): Promise<Bounce> {
  const report = await fieldsOf(files, root, REPORT)
  const returned = await fieldsOf(files, root, RETURNED)
  const recipients = [
    ...addressesOf(root.headers, 'x-failed-recipients'),
    ...addressesOf(report, 'final-recipient'),
    ...addressesOf(report, 'original-recipient'),
  ]
  const action = first(report, 'action')?.trim().toLowerCase() ?? null
  return {
    failed:
      action === null ? !isReceipt(root) && !isDelay(first(root.headers, 'subject') ?? '', text) : action === 'failed',
    about: [
      ...new Set([
        ...ownIds(returned),
        ...idsIn(text),
        ...['in-reply-to', 'references'].flatMap(name => messageIds(first(root.headers, name)).toReversed()),
      ]),
    ],
    recipients: [...new Set(recipients)],
    status: statusIn(first(report, 'status') ?? '') ?? statusIn(text),
  }
}

/** The fields of the first part of that kind; those of a report's later blocks (one for each reader) follow its first. */
async function fieldsOf(files: Files, root: Part, kind: RegExp): Promise<readonly Header[]> {
  const part = leavesOf(root).find(({ type }) => kind.test(type.value))
  if (part === undefined || part.body === null) return []
  const { body } = part
  const bytes =
    body.kind === 'text'
      ? body.bytes.subarray(0, MAX_BYTES)
      : await files.read(body.sha256, { start: 0, end: Math.min(body.bytes, MAX_BYTES) })
  return kind === RETURNED ? readHeaders(bytes) : blocksOf(bytes).flatMap(readHeaders)
}

/** A report is blocks of fields with empty lines between them (RFC 3464 §2.1). */
const blocksOf = (bytes: Uint8Array): readonly Uint8Array[] =>
  Buffer.from(bytes)
    .toString('latin1')
    .split(/(?:\r?\n){2,}/)
    .map(block => Buffer.from(block, 'latin1'))

/** "rfc822; hang@example.com", or a plain address. */
const addressesOf = (headers: readonly Header[], name: string): readonly string[] =>
  headers
    .filter(header => header.name === name)
    .flatMap(({ value }) => readAddresses(value.replace(/^[\w-]+;/, '')).map(({ address }) => address))

/** Our replies name themselves twice, for a server on the way may give them another Message-ID. */
const ownIds = (headers: readonly Header[]): readonly string[] => [
  ...bracketed(first(headers, 'x-tinbai-reply')),
  ...messageIds(first(headers, 'message-id')),
]

const bracketed = (token: string | null): readonly string[] => (token === null ? [] : [`<${token.trim()}>`])

/** Where the header of what came back stands among the words. */
function idsIn(text: string): readonly string[] {
  const tokens = [...text.matchAll(/^[> \t]*x-tinbai-reply:\s*(\S+)/gim)].map(([, token = '']) => `<${token}>`)
  const ids = [...text.matchAll(/^[> \t]*message-id:\s*(<[^<>\s]+>)/gim)].map(([, id = '']) => id)
  return [...tokens, ...ids]
}

/** A receipt (RFC 8098) says that somebody opened the mail. */
const isReceipt = ({ type }: Part): boolean =>
  type.parameters.get('report-type')?.toLowerCase() === 'disposition-notification'

/** The server goes on trying: nothing is lost yet. */
const isDelay = (subject: string, text: string): boolean =>
  /\b(delay(ed)?|warning)\b|chậm|trì hoãn/i.test(subject) ||
  /will be retried|still being retried|no action is required|vẫn tiếp tục gửi/i.test(text)
