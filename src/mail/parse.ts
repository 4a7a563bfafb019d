import type { Address, Files, Mail } from '../domain.ts'
import { readAddresses } from './addresses.ts'
import { automaticOf, dmarcOf } from './automatic.ts'
import { readBounce } from './bounce.ts'
import { readDate } from './date.ts'
import { first, type Header, headerText } from './headers.ts'
import { isForwarded, messageIdOf, messageIds } from './identity.ts'
import { leavesOf, type Part } from './part.ts'
import { separate } from './quoted.ts'
import { splitMail } from './split.ts'
import { readWords } from './words.ts'

/** Fields that only mails have; one of them, or a From, tells a mail from any other text. */
const MAIL_FIELDS = [
  'from',
  'to',
  'subject',
  'date',
  'message-id',
  'received',
  'return-path',
  'mime-version',
  'sender',
  'reply-to',
  'content-type',
]

/**
 * A raw mail → what it says. Reads `files.stream(key)` once; every attachment is kept as a file of its own.
 *
 * mailparser is not used: it carries every body through its streams (7.5 times the bytes' own cost) and loads 27 MB of
 * libraries, trusts wrong charset labels, merges named text parts into the body, gives nothing for a damaged boundary
 * and "now" for a damaged date.
 *
 * @returns null if the bytes are no mail at all
 */
export async function parseMail(files: Files, key: string): Promise<Mail | null> {
  const { root, bytes, damaged } = await splitMail(files, files.stream(key))
  if (!isMail(root.headers)) return null
  const { headers } = root
  const envelope = readEnvelope(headers)
  const words = await readWords(files, root)
  const separated = separate(words.text, isForwarded(envelope.subject))
  const automatic = automaticOf(marksOf(root, envelope.from?.address ?? ''))
  return {
    ...envelope,
    text: words.text,
    ...separated,
    files: words.files,
    links: words.links,
    automatic,
    bounce: automatic === 'bounce' ? await readBounce(files, root, words.text) : null,
    dmarc: dmarcOf(headers),
    converted: words.converted,
    html: words.html,
    damaged: damaged || (isEmpty(root) && bytes > headerBytes(headers) + 64),
  }
}

function isMail(headers: readonly Header[]): boolean {
  const known = new Set(headers.map(({ name }) => name).filter(name => MAIL_FIELDS.includes(name)))
  return known.has('from') || known.size >= 2
}

/** Nothing came through of whatever followed the header. */
const isEmpty = (root: Part): boolean =>
  leavesOf(root).every(({ body }) => (body?.kind === 'text' ? body.bytes.length : (body?.bytes ?? 0)) === 0)

const headerBytes = (headers: readonly Header[]): number =>
  headers.reduce((sum, { name, value }) => sum + name.length + value.length + 4, 0)

const marksOf = (root: Part, sender: string) => ({
  headers: root.headers,
  type: root.type.value,
  reportType: root.type.parameters.get('report-type')?.toLowerCase() ?? '',
  sender,
})

type Envelope = Pick<
  Mail,
  | 'messageId'
  | 'inReplyTo'
  | 'references'
  | 'subject'
  | 'from'
  | 'replyTo'
  | 'to'
  | 'cc'
  | 'deliveredTo'
  | 'undisclosed'
  | 'date'
>

function readEnvelope(headers: readonly Header[]): Envelope {
  const from = [...addressesIn(headers, 'from'), ...addressesIn(headers, 'sender')]
  const to = addressesIn(headers, 'to')
  const cc = addressesIn(headers, 'cc')
  return {
    messageId: messageIdOf(headers),
    inReplyTo: messageIds(first(headers, 'in-reply-to')),
    references: messageIds(first(headers, 'references')),
    subject: headerText(first(headers, 'subject') ?? ''),
    from: from[0] ?? null,
    replyTo: addressesIn(headers, 'reply-to'),
    to,
    cc,
    deliveredTo: DELIVERIES.flatMap(field => addressesIn(headers, field).map(({ address }) => address)),
    undisclosed: to.length + cc.length === 0 && ['to', 'bcc'].some(field => first(headers, field) !== null),
    date: dateOf(headers),
  }
}

/** What servers note when they deliver or forward; `Resent-To` (RFC 5322 §3.6.6) is what a person who redirects writes. */
const DELIVERIES = [
  'delivered-to',
  'x-original-to',
  'envelope-to',
  'x-envelope-to',
  'x-delivered-to',
  'x-forwarded-to',
  'x-forwarded-for',
  'resent-to',
]

const addressesIn = (headers: readonly Header[], field: string): readonly Address[] =>
  headers.filter(({ name }) => name === field).flatMap(({ value }) => readAddresses(value))

/** The Date header; where that is damaged, the time of the topmost Received. Never "now". */
function dateOf(headers: readonly Header[]): string | null {
  const date = first(headers, 'date')
  const received = first(headers, 'received')?.split(';').at(-1)
  return date === null ? null : (readDate(date) ?? readDate(received ?? ''))
}

/** The `mail` of `tinbai inspect --raw`. */
export function rawMail(mail: Mail): object {
  const written = ({ name, address }: Address): string => (name === '' ? address : `${name} <${address}>`)
  return {
    messageId: mail.messageId,
    subject: mail.subject,
    from: mail.from === null ? null : written(mail.from),
    to: mail.to.map(written).join(', '),
    date: mail.date,
    text: mail.text,
    attachments: mail.files.map(({ name, type, bytes, sha256 }) => ({ name, type, bytes, sha256 })),
    automatic: mail.automatic !== null,
  }
}
