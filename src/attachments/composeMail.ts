/** What a mail of another format says. */
export interface ComposedMail {
  /** Its header fields as they came over the wire; '' if it has none. */
  readonly headers: string
  readonly from: { readonly name: string; readonly address: string }
  readonly to: string
  readonly subject: string
  readonly messageId: string
  readonly sentAt: Date | null
  readonly text: string
  /** HTML in its own charset; null if there is none. */
  readonly html: Uint8Array | null
  readonly files: readonly {
    readonly name: string
    readonly type: string
    readonly contentId: string
    readonly bytes: Uint8Array
  }[]
}

/** Fields about the body that came over the wire: it is another one now. */
const BODY_FIELD = /^(content-[\w-]+|mime-version):/i

/** A raw mail (RFC 5322, RFC 2045) that says the same. */
export function composeMail(mail: ComposedMail): Uint8Array {
  const boundary = freeBoundary(mail)
  const parts = [textPart(mail), ...mail.files.map(filePart)]
  const body = parts.map(part => `--${boundary}\r\n${part}\r\n`).join('')
  const fields = [...headerFields(mail), 'MIME-Version: 1.0', `Content-Type: multipart/mixed; boundary="${boundary}"`]
  return Buffer.from(`${fields.join('\r\n')}\r\n\r\n${body}--${boundary}--\r\n`, 'latin1')
}

function headerFields(mail: ComposedMail): readonly string[] {
  const kept = mail.headers
    .replace(/\r?\n(?=[ \t])/g, '\r\n')
    .split(/\r?\n(?![ \t])/)
    .filter(field => /^[!-9;-~]+:/.test(field) && !BODY_FIELD.test(field))
  const has = (name: string): boolean => kept.some(field => field.toLowerCase().startsWith(`${name}:`))
  const made = [
    ['from', `From: ${encoded(mail.from.name)} <${oneLine(mail.from.address)}>`],
    ['to', `To: ${encoded(mail.to)}:;`],
    ['subject', `Subject: ${encoded(mail.subject)}`],
    ['message-id', `Message-ID: ${oneLine(mail.messageId)}`],
    ['date', `Date: ${mail.sentAt?.toUTCString().replace('GMT', '+0000') ?? ''}`],
  ] as const
  const missing = made.filter(([name, field]) => !has(name) && !/: $/.test(field)).map(([, field]) => field)
  return [...kept.map(latin), ...missing]
}

function textPart({ text, html }: ComposedMail): string {
  return text.trim() === '' && html !== null
    ? part('text/html', html)
    : part('text/plain; charset=utf-8', Buffer.from(text))
}

function filePart({ name, type, contentId, bytes }: ComposedMail['files'][number]): string {
  const id = contentId === '' ? '' : `Content-ID: <${oneLine(contentId)}>\r\n`
  const disposition = `Content-Disposition: attachment; filename*=UTF-8''${encodeURIComponent(name.toWellFormed())}\r\n`
  if (type === 'message/rfc822')
    return `Content-Type: ${type}\r\n${disposition}\r\n${Buffer.from(bytes).toString('latin1')}`
  return part(oneLine(type), bytes, disposition + id)
}

const part = (type: string, bytes: Uint8Array, more = ''): string =>
  `Content-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n${more}\r\n${lines(Buffer.from(bytes).toString('base64'))}`

const lines = (base64: string): string => base64.replace(/.{76}/g, '$&\r\n')

/** RFC 2047, in words of 45 bytes: a letter is never cut. */
function encoded(text: string): string {
  const words: string[] = ['']
  for (const letter of oneLine(text)) {
    if (Buffer.byteLength(words.at(-1) + letter) > 45) words.push('')
    words[words.length - 1] += letter
  }
  return words
    .filter(Boolean)
    .map(word => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`)
    .join('\r\n ')
}

const oneLine = (text: string): string => text.replace(/[\r\n\0]+/g, ' ').trim()

/** Fields that came over the wire may hold raw UTF-8. */
const latin = (field: string): string => Buffer.from(field).toString('latin1')

/** Base64 has no "=_"; an attached mail may hold anything. */
function freeBoundary({ files }: ComposedMail): string {
  for (let number = 0; ; number++) {
    const boundary = `=_msg_${number}`
    if (!files.some(({ type, bytes }) => type === 'message/rfc822' && Buffer.from(bytes).includes(boundary)))
      return boundary
  }
}
