import MailComposer from 'nodemailer/lib/mail-composer/index.js'

/** A reply as the outbox holds it, or a mail of our own accord. */
export interface OutgoingReply {
  /** Our own Message-ID, with angle brackets. */
  readonly messageId: string
  /** The mail it answers and the thread before it; ids with angle brackets. */
  readonly inReplyTo: string | null
  readonly references: readonly string[]
  readonly recipient: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Null: it is about no submission. */
  readonly reference: string | null
}

export interface Letterhead {
  /** "Ban Biên tập … <congdoanbk@gmail.com>". */
  readonly from: string
  readonly now: Date
  /** The blank form, where it goes with the reply. */
  readonly form: { readonly name: string; readonly bytes: Uint8Array } | null
}

/** What names a reply where a server on the way has given it another Message-ID: ours, without its brackets. */
export const tokenOf = (messageId: string): string => messageId.replace(/[<>]/g, '')

/**
 * The whole mail as it goes out, CRLF line ends, no line longer than RFC 5322 §2.1.1 allows.
 *
 * `Auto-Submitted` (RFC 3834 §5) and Microsoft's `X-Auto-Response-Suppress` keep other robots from answering it.
 */
export async function composeReply(reply: OutgoingReply, letterhead: Letterhead): Promise<Uint8Array> {
  const { form } = letterhead
  const composer = new MailComposer({
    messageId: reply.messageId,
    date: letterhead.now,
    from: letterhead.from,
    to: reply.recipient,
    subject: reply.subject,
    ...(reply.inReplyTo === null ? {} : { inReplyTo: reply.inReplyTo }),
    references: [...reply.references],
    text: reply.text,
    html: reply.html,
    attachments: form === null ? [] : [{ filename: form.name, content: Buffer.from(form.bytes) }],
    headers: {
      'Auto-Submitted': reply.reference === null ? 'auto-generated' : 'auto-replied',
      'X-Auto-Response-Suppress': 'All',
      ...(reply.reference === null ? {} : { 'X-Tinbai-Reference': reply.reference }),
      'X-Tinbai-Reply': tokenOf(reply.messageId),
    },
    textEncoding: 'base64',
    newline: 'windows',
  })
  return composer.compile().build()
}
