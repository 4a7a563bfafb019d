import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { verdict } from '../../pipelines/verdict.ts'
import { composeZip } from '../attachments/compose.ts'
import { composeRar4, composeRar5, composeTar, composeTnef } from '../attachments/composeArchives.ts'
import { composeCompound } from '../attachments/composeCompound.ts'
import { openEach, temporaryFiles } from '../attachments/opened.ts'
import { mail } from '../form/compose.ts'

const SAMPLES = join(import.meta.dirname, '../documents/samples')
const sample = (name: string): Uint8Array => readFileSync(join(SAMPLES, name))

interface Sent {
  readonly name: string
  readonly bytes: Uint8Array
}

/** What a mail with these files comes to: everything but names of files and how digits are kept private. */
async function judged(...sent: readonly Sent[]): Promise<object> {
  await using own = await temporaryFiles()
  const reading = mail('', {}, await openEach(own.files, sent))
  const { decision, fields, photos, findings } = verdict({
    readings: [reading],
    earlier: new Map(),
    seen: new Map(),
    corrections: [],
  })
  const { phone, accountNumber, ...rest } = fields
  return {
    decision,
    fields: { ...rest, phone: phone?.reveal(), accountNumber: accountNumber?.reveal() },
    photos: photos.map(({ sent, original, caption }) => ({ sent, original, caption })),
    findings: findings.map(({ rule, certainty, asks }) => ({ rule, certainty, asks })),
  }
}

const ARTICLE = { name: 'tin.docx', bytes: sample('form-table.docx') }

test.each([
  'form-autonumber.docx',
  'form-2col-renumbered.docx',
  'form-paragraphs.doc',
  'nfd.odt',
  'tcvn3.docx',
  'tcvn3.doc',
  'vni.doc',
  'form-table.pdf',
])('one article has one verdict in every format: %s', async name => {
  expect(await judged({ name, bytes: sample(name) })).toEqual(await judged(ARTICLE))
})

const raw = Buffer.from(
  'From: a@b.vn\r\nMIME-Version: 1.0\r\nContent-Type: application/octet-stream; name=tin.docx\r\n' +
    `Content-Transfer-Encoding: base64\r\n\r\n${Buffer.from(ARTICLE.bytes).toString('base64')}\r\n`,
)
const msg = composeCompound({
  '__properties_version1.0': Buffer.alloc(32),
  '__attach_version1.0_#00000000/__substg1.0_3707001F': Buffer.from('tin.docx\0', 'utf16le'),
  '__attach_version1.0_#00000000/__substg1.0_37010102': ARTICLE.bytes,
})

test.each<[string, Uint8Array]>([
  ['tin.zip', composeZip([ARTICLE])],
  ['tin trong zip trong zip.zip', composeZip([{ name: 'b.zip', bytes: composeZip([ARTICLE]) }])],
  ['tin.rar', composeRar4([ARTICLE])],
  ['tin5.rar', composeRar5([ARTICLE])],
  ['tin.tar.gz', gzipSync(composeTar([ARTICLE]))],
  ['winmail.dat', composeTnef([{ name: 'TIN.DOC', longName: 'tin.docx', bytes: ARTICLE.bytes }])],
  ['thu.eml', raw],
  ['thu.msg', msg],
  ['khong-ten', ARTICLE.bytes],
])('one article has one verdict in every wrapping: %s', async (name, bytes) => {
  expect(await judged({ name, bytes })).toEqual(await judged(ARTICLE))
})
