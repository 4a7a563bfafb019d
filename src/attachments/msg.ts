import { textsOf } from '../documents/blocks.ts'
import { Refused } from '../documents/refused.ts'
import { readRtf } from '../documents/rtf.ts'
import type { Files, MailFile } from '../domain.ts'
import { Binary } from './binary.ts'
import { type ComposedMail, composeMail } from './composeMail.ts'
import { type Compound, openCompound } from './compound.ts'
import { unpackRtf } from './compressedRtf.ts'
import { keepFile } from './keep.ts'
import { MAX_MAIL_DEPTH } from './limits.ts'
import { PROPERTY, type Property, textOf } from './mapi.ts'
import { closedFile, type Opened } from './opened.ts'

/** A mail saved from Outlook (MS-OXMSG) → the same mail as others write it, for whoever reads mails. */
export async function openMsg(files: Files, file: MailFile): Promise<Opened> {
  const compound = openCompound(await files.read(file.sha256))
  if (compound === null) return closedFile(file, 'damaged')
  const raw = composeMail(await readMail(files, compound, '', 0))
  return { kind: 'mail', raw: await keepFile(files, raw, { name: file.name, type: 'message/rfc822' }) }
}

/** Bytes before the properties of a mail, of a mail in a mail, of an attachment (MS-OXMSG 2.4.1). */
const TOP_HEADER = 32
const INNER_HEADER = 24

/** @param folder storage of the mail, ending in "/"; '' for the whole file */
async function readMail(files: Files, compound: Compound, folder: string, depth: number): Promise<ComposedMail> {
  const list = new Binary(compound.stream(`${folder}__properties_version1.0`) ?? new Uint8Array())
  const fixed = fixedProperties(list, folder === '' ? TOP_HEADER : INNER_HEADER)
  const page = fixed.get(PROPERTY.codePage)?.u32(0) ?? 1252
  const text = (id: number): string => textProperty(compound, folder, id, page)
  const address = text(PROPERTY.senderSmtp) || text(PROPERTY.senderAddress)
  const html = compound.stream(`${folder}${streamName(PROPERTY.html, 0x102)}`)
  const rtf = compound.stream(`${folder}${streamName(PROPERTY.rtf, 0x102)}`)
  const body = text(PROPERTY.body)
  const attachments: ComposedMail['files'][number][] = []
  for (const inner of attachmentFolders(compound, folder))
    attachments.push(await readAttachment(files, compound, inner, page, depth))
  return {
    headers: text(PROPERTY.transportHeaders),
    from: { name: text(PROPERTY.senderName), address: address.includes('@') ? address : '' },
    to: text(PROPERTY.to),
    subject: text(PROPERTY.subject),
    messageId: text(PROPERTY.messageId),
    sentAt: dateOf(fixed.get(PROPERTY.sentAt)),
    text: body.trim() === '' && html === null && rtf !== null ? await textOfRtf(files, rtf) : body,
    html,
    files: attachments,
  }
}

/** Many mails of Outlook have their words in RTF alone; HTML that was wrapped into it reads like RTF (MS-OXRTFEX). */
async function textOfRtf(files: Files, packed: Uint8Array): Promise<string> {
  try {
    return textsOf((await readRtf(files, unpackRtf(packed))).blocks).join('\r\n')
  } catch (error) {
    // Its words are lost, its files are not.
    if (error instanceof Refused) return ''
    throw error
  }
}

function attachmentFolders(compound: Compound, folder: string): readonly string[] {
  const isAttachment = (path: string): boolean => /^__attach_version1\.0_#[0-9A-F]{8}$/i.test(path.slice(folder.length))
  const found = compound.paths.filter(path => path.startsWith(folder) && isAttachment(path))
  return found.sort().map(path => `${path}/`)
}

async function readAttachment(
  files: Files,
  compound: Compound,
  folder: string,
  page: number,
  depth: number,
): Promise<ComposedMail['files'][number]> {
  const text = (id: number): string => textProperty(compound, folder, id, page)
  const name = text(PROPERTY.longFileName) || text(PROPERTY.fileName) || text(PROPERTY.displayName)
  const contentId = text(PROPERTY.contentId)
  const inner = `${folder}${streamName(PROPERTY.data, 0x0d)}`
  if (depth < MAX_MAIL_DEPTH && compound.paths.includes(inner)) {
    const bytes = composeMail(await readMail(files, compound, `${inner}/`, depth + 1))
    return { name: `${name || 'thu'}.eml`, type: 'message/rfc822', contentId, bytes }
  }
  const bytes = compound.stream(`${folder}${streamName(PROPERTY.data, 0x102)}`) ?? new Uint8Array()
  return { name, type: text(PROPERTY.mediaType) || 'application/octet-stream', contentId, bytes }
}

const streamName = (id: number, type: number): string => `__substg1.0_${hex(id)}${hex(type)}`

const hex = (number: number): string => number.toString(16).toUpperCase().padStart(4, '0')

function textProperty(compound: Compound, folder: string, id: number, page: number): string {
  for (const type of [0x1f, 0x1e]) {
    const bytes = compound.stream(folder + streamName(id, type))
    if (bytes !== null) return textOf({ type, value: new Binary(bytes) } satisfies Property, page)
  }
  return ''
}

/** Values of up to eight bytes stand in the list itself, sixteen bytes each. */
function fixedProperties(list: Binary, header: number): ReadonlyMap<number, Binary> {
  const found = new Map<number, Binary>()
  for (let at = header; at + 16 <= list.length; at += 16) found.set(list.u16(at + 2), list.slice(at + 8, at + 16))
  return found
}

/** Tenths of a microsecond since 1601 → milliseconds since 1970. */
function dateOf(value: Binary | undefined): Date | null {
  if (value === undefined) return null
  const milliseconds = value.u64(0) / 10_000 - 11_644_473_600_000
  const date = new Date(milliseconds)
  return milliseconds > 0 && !Number.isNaN(date.getTime()) ? date : null
}
