import type { MailFile } from '../domain.ts'
import { decodeText, isUtf16 } from '../mail/charset.ts'
import type { Kind } from './kind.ts'
import { hasUnsafeName } from './unsafe.ts'

/** Texts that a program writes for another one: calendar, contact, signature, drawing, delivery report. */
const FOR_PROGRAMS = /^\s*(BEGIN:V(CALENDAR|CARD)|-----BEGIN |<\?xml|<svg)/i
const REPORT_TYPES = /^(message\/(delivery-status|disposition-notification)|text\/(rfc822-headers|calendar|x?-?vcard))/

/** Word documents as one XML file say what they are for, or what they are. */
const WORD_XML = /^\s*<\?xml[^>]*>\s*(<\?mso-application\s+progid="Word\.Document"|<(w:wordDocument|pkg:package)\b)/i

/** OpenDocument text as one XML file. */
const FLAT_ODT = /<office:document\b[^>]*\boffice:mimetype="application\/vnd\.oasis\.opendocument\.text/i

const HTML =
  /^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|meta|title|table|div|p|span|font|center|h[1-6])\b/is

/** Beginnings of header lines; the first group of them are written by mail programs and servers alone. */
const MACHINE_FIELD = /^(received|return-path|delivered-to|message-id|mime-version|dkim-signature|x-[\w-]+):/gim
const PERSON_FIELD = /^(from|to|subject|date|cc):/gim

/** Files of text, or of bytes that nothing here knows. `head`: the first bytes, a few kilobytes. */
export function sniffText(head: Uint8Array, file: MailFile): Kind {
  const start = Buffer.from(head).toString('latin1')
  if (!isText(head)) return hasUnsafeName(file.name) ? { is: 'unsafe' } : { is: 'closed', why: 'unknown' }
  const text = decodeText(head, null)
  if (hasUnsafeName(file.name) || start.startsWith('#!')) return { is: 'unsafe' }
  if (WORD_XML.test(text)) return { is: 'document', format: 'wordXml' }
  if (FLAT_ODT.test(text)) return { is: 'document', format: 'flatOdt' }
  if (HTML.test(text)) return { is: 'document', format: 'html' }
  if (FOR_PROGRAMS.test(text) || REPORT_TYPES.test(file.type)) return { is: 'other' }
  if (isWebArchive(text)) return { is: 'document', format: 'mhtml' }
  if (isMail(text, file)) return { is: 'mail' }
  return { is: 'document', format: 'text' }
}

/** A page in one file is shaped like a mail, but nobody sent it. */
function isWebArchive(text: string): boolean {
  const headers = text.slice(0, text.search(/\r?\n\r?\n/))
  return (
    /^mime-version:/im.test(headers) &&
    /^content-type:\s*(multipart\/related|text\/html)/im.test(headers) &&
    !/^(to|received|message-id|delivered-to|return-path):/im.test(headers)
  )
}

function isMail(text: string, file: MailFile): boolean {
  const end = text.search(/\r?\n\r?\n/)
  const headers = end < 0 ? text : text.slice(0, end)
  if (!/^(>?From |[!-9;-~]+:)/.test(headers)) return false
  const fields = (headers.match(PERSON_FIELD) ?? []).length
  if (file.type === 'message/rfc822' || /\.eml$/i.test(file.name)) return fields > 0
  return fields >= 2 && (headers.match(MACHINE_FIELD) ?? []).length > 0
}

/** Control characters that text has: tab, line ends, form feed, escape, the end mark of old editors. */
const TEXT_CONTROLS = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1a, 0x1b])

/** A file with more control characters than this was not typed. */
const MAX_CONTROL_SHARE = 0.02

/** Whether bytes are text, in whatever charset. */
export function isText(head: Uint8Array): boolean {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return true
  return head.includes(0) ? isUtf16(head) && fewControls(Buffer.from(decodeText(head, null))) : fewControls(head)
}

function fewControls(bytes: Uint8Array): boolean {
  let controls = 0
  for (const byte of bytes) if (byte < 0x20 && !TEXT_CONTROLS.has(byte)) controls++
  return controls <= bytes.length * MAX_CONTROL_SHARE
}
