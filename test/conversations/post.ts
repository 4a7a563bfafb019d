import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import type { Content, Mail } from '../../src/domain.ts'
import { composeZip } from '../attachments/compose.ts'
import { composeDocx } from '../documents/compose.ts'
import { CAMERA_ENCODER, exifSegment, MESSENGER_ENCODER } from '../photos/compose.ts'
import { exifBlock, PHONE } from '../photos/composeExif.ts'
import { scene } from '../photos/scene.ts'
import { COPY, ORIGINAL } from './play.ts'

/** The mail with its files as bytes, as the contributor's program sends it. */
export async function posted(mail: Mail, contents: readonly Content[]): Promise<Buffer> {
  const { from, messageId, inReplyTo, references } = mail
  const composer = new MailComposer({
    from: from ?? '',
    to: 'congdoanbk@gmail.com',
    subject: mail.subject,
    date: mail.date ?? '',
    text: mail.text,
    ...(messageId === null ? {} : { messageId }),
    ...(inReplyTo.length === 0 ? {} : { inReplyTo: inReplyTo.join(' ') }),
    references: [...references],
    headers: mail.automatic === null ? {} : { 'Auto-Submitted': 'auto-replied' },
    attachments: await Promise.all(
      contents.map(async content => ({ filename: content.file.name, content: Buffer.from(await bytesOf(content)) })),
    ),
  })
  return composer.compile().build()
}

async function bytesOf(content: Content): Promise<Uint8Array> {
  if (content.kind === 'photo') return content.file.name === COPY ? copied() : taken(content.file.name)
  if (content.kind === 'closed') return composeZip(LOCKED)
  if (content.kind !== 'document') throw new Error(`not posted: ${content.kind}`)
  return composeDocx(content.document.blocks.flatMap(block => (block.kind === 'paragraph' ? [block.text] : [])))
}

/** General purpose bit 0 of an entry of a zip: it is encrypted (APPNOTE 4.4.4). */
const LOCKED = ['bai.docx', 'IMG_0001.jpg'].map(name => ({ name, bytes: Buffer.from(name), flags: 1 }))

const pictureOf = (name: string) =>
  scene(
    [...name].reduce((sum, mark) => sum + mark.charCodeAt(0), 0),
    1600,
    1200,
  )

/** As a phone wrote it; a picture of its own for each name. */
async function taken(name: string): Promise<Uint8Array> {
  const encoded = await pictureOf(name).jpeg(CAMERA_ENCODER).toBuffer()
  return Buffer.concat([encoded.subarray(0, 2), exifSegment(exifBlock(PHONE)), encoded.subarray(2)])
}

/** A messenger's copy of the phone's first photo. */
const copied = async (): Promise<Uint8Array> => pictureOf(ORIGINAL).resize(1280).jpeg(MESSENGER_ENCODER).toBuffer()
