import type { Files, MailFile } from '../domain.ts'
import { keepEntries } from './archive.ts'
import { Binary } from './binary.ts'
import { PROPERTY, readProperties, textOf } from './mapi.ts'
import type { Opened } from './opened.ts'

/** Attributes of the stream (MS-OXTNEF 2.1.3.2), and the level of those that belong to an attachment. */
const ATTACHMENT_LEVEL = 2
const ATTACHMENT_STARTS = 0x0006_9002
const ATTACHMENT_TITLE = 0x0001_8010
const ATTACHMENT_DATA = 0x0006_800f
const ATTACHMENT_PROPERTIES = 0x0006_9005
const CODE_PAGE = 0x0006_9007

const HEADER_BYTES = 6

/** An attached mail is wrapped once more: 16 bytes of identifier, then a stream like this one. */
const IDENTIFIER_BYTES = 16

interface Attachment {
  name: string
  bytes: Uint8Array
}

/** winmail.dat, in which Outlook sends rich text (MS-OXTNEF): its attachments. The text stands in the mail as well. */
export async function openTnef(files: Files, file: MailFile): Promise<Opened> {
  const attachments = readAttachments(new Binary(await files.read(file.sha256)))
  return keepEntries(
    files,
    file,
    attachments.map(({ name, bytes }, number) => ({
      path: name.replaceAll(/[\\/]/g, '-') || `tep-${number + 1}`,
      bytes: bytes.length,
      packedBytes: null,
      link: false,
      unpack: async () => bytes,
    })),
  )
}

function readAttachments(stream: Binary): readonly Attachment[] {
  const found: Attachment[] = []
  let page = 1252
  for (let at = HEADER_BYTES; at + 9 <= stream.length; ) {
    const [level, attribute, length] = [stream.u8(at), stream.u32(at + 1), stream.u32(at + 5)]
    const value = stream.slice(at + 9, at + 9 + length)
    if (attribute === CODE_PAGE) page = value.u32(0)
    if (attribute === ATTACHMENT_STARTS) found.push({ name: '', bytes: new Uint8Array() })
    const attachment = found.at(-1)
    if (level === ATTACHMENT_LEVEL && attachment !== undefined) readAttribute(attachment, attribute, value, page)
    // Two bytes of checksum follow.
    at += 9 + length + 2
  }
  return found.filter(({ bytes }) => bytes.length > 0)
}

function readAttribute(attachment: Attachment, attribute: number, value: Binary, page: number): void {
  if (attribute === ATTACHMENT_TITLE) attachment.name ||= textOf({ type: 0x1e, value }, page)
  else if (attribute === ATTACHMENT_DATA) attachment.bytes = value.bytes
  else if (attribute === ATTACHMENT_PROPERTIES) {
    const properties = readProperties(value)
    const name = properties.get(PROPERTY.longFileName) ?? properties.get(PROPERTY.displayName)
    if (name !== undefined) attachment.name = textOf(name, page) || attachment.name
    const object = properties.get(PROPERTY.data)
    if (object !== undefined && attachment.bytes.length === 0)
      attachment.bytes = object.value.slice(IDENTIFIER_BYTES, object.value.length).bytes
  }
}
