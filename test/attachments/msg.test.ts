import fc from 'fast-check'
import { expect, test } from 'vitest'
import { composeDocx } from '../documents/compose.ts'
import { composeJpeg } from './compose.ts'
import { composeCompound } from './composeCompound.ts'
import { openBytes, openWhole, temporaryFiles } from './opened.ts'
import { told } from './told.ts'

const utf16 = (text: string): Uint8Array => Buffer.from(`${text}\0`, 'utf16le')

/** The property list: when it was sent, in tenths of a microsecond since 1601. `header`: bytes before it. */
function list(header: number): Uint8Array {
  const sentAt = Buffer.from('40003900060000000000000000000000', 'hex')
  sentAt.writeBigInt64LE((BigInt(Date.parse('2019-11-18T08:30:00Z')) + 11_644_473_600_000n) * 10_000n, 8)
  return Buffer.concat([Buffer.alloc(header), sentAt])
}

const attachment = (at: number, name: string, bytes: Uint8Array): Record<string, Uint8Array> => ({
  [`__attach_version1.0_#0000000${at}/__substg1.0_3707001F`]: utf16(name),
  [`__attach_version1.0_#0000000${at}/__substg1.0_37010102`]: bytes,
})

const MSG = {
  '__properties_version1.0': list(32),
  '__substg1.0_0037001F': utf16('Tin bài: thăm hỏi đoàn viên ốm đau tại Bệnh viện đa khoa tỉnh'),
  '__substg1.0_0C1A001F': utf16('Nông Thị Minh'),
  '__substg1.0_5D01001F': utf16('minh@example.vn'),
  '__substg1.0_1000001F': utf16('Kính gửi Ban Biên tập\r\nEm gửi tin ạ.'),
  ...attachment(0, 'Tin bài.docx', composeDocx(['Tít'])),
  ...attachment(1, 'ảnh 1.jpg', composeJpeg()),
}

test('a mail saved from Outlook is read like any other', async () => {
  await using own = await temporaryFiles()
  const [content] = await openWhole(own.files, 'thu.msg', composeCompound(MSG))
  if (content?.kind !== 'mail') throw new Error(`read as ${content?.kind}`)
  expect(content.mail).toMatchObject({
    subject: 'Tin bài: thăm hỏi đoàn viên ốm đau tại Bệnh viện đa khoa tỉnh',
    from: { name: 'Nông Thị Minh', address: 'minh@example.vn' },
    date: '2019-11-18T08:30:00.000Z',
    text: 'Kính gửi Ban Biên tập\nEm gửi tin ạ.',
  })
  expect(told(content.contents)).toEqual(['document Tin bài.docx', 'photo ảnh 1.jpg'])
})

/** The example of the format's specification (MS-OXRTFCP 4.1.1). */
const PACKED = '2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0'

test('a mail whose words are in RTF alone is read', async () => {
  await using own = await temporaryFiles()
  const without = { ...MSG, '__substg1.0_1000001F': utf16('') }
  const wordsOf = async (rtf: Uint8Array): Promise<string | null> => {
    const bytes = composeCompound({ ...without, '__substg1.0_10090102': rtf })
    const [content] = await openWhole(own.files, 'thu.msg', bytes)
    return content?.kind === 'mail' ? content.mail.text : null
  }
  expect(await wordsOf(Buffer.from(PACKED, 'hex'))).toBe('hello world')
  const rtf =
    '{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 {\\*\\htmltag84 <p>}\\htmlrtf {\\htmlrtf0 Em g\\u7917?i tin{\\*\\htmltag92 </p>}\\htmlrtf\\par}\\htmlrtf0 ' +
    'hai}'
  const plain = Buffer.concat([Buffer.alloc(4), Buffer.from([rtf.length, 0, 0, 0]), Buffer.from(`MELA\0\0\0\0${rtf}`)])
  expect(await wordsOf(plain)).toBe('Em gửi tin\nhai')
  expect(await wordsOf(Buffer.from('none'))).toBe('')
})

test('a mail in it, and the fields it came with, are kept', async () => {
  await using own = await temporaryFiles()
  const inner = Object.entries(MSG).map(
    ([path, bytes]) => [`__attach_version1.0_#00000000/__substg1.0_3701000D/${path}`, bytes] as const,
  )
  const outer = {
    '__properties_version1.0': list(32),
    '__substg1.0_007D001F': utf16(
      'From: =?UTF-8?B?SOG6sW5n?= <hang@example.vn>\r\nMessage-ID: <a@example.vn>\r\nContent-Type: text/html\r\nSubject: x\r\n y\r\n',
    ),
    '__attach_version1.0_#00000000/__substg1.0_3707001F': utf16('Chuyển tiếp'),
    ...Object.fromEntries(inner),
    '__attach_version1.0_#00000000/__substg1.0_3701000D/__properties_version1.0': list(24),
  }
  const [content] = await openWhole(own.files, 'thu.msg', composeCompound(outer))
  if (content?.kind !== 'mail') throw new Error(`read as ${content?.kind}`)
  expect(content.mail).toMatchObject({
    messageId: '<a@example.vn>',
    from: { name: 'Hằng', address: 'hang@example.vn' },
    subject: 'x y',
  })
  expect(content.contents.map(one => (one.kind === 'mail' ? told(one.contents) : one.kind))).toEqual([
    ['document Tin bài.docx', 'photo ảnh 1.jpg'],
  ])
})

test('no bytes make it a crash', async () => {
  await using own = await temporaryFiles()
  const whole = composeCompound(MSG)
  const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) })
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 1, maxLength: 10 }),
      fc.option(fc.nat(whole.length)),
      async (changes, end) => {
        const bytes = Uint8Array.from(whole)
        for (const { at, byte } of changes) bytes[at] = byte
        const opened = await openBytes(own.files, 'a.msg', bytes.subarray(0, end ?? undefined))
        expect(['content', 'folder', 'mail']).toContain(opened.kind)
      },
    ),
    { numRuns: 100 },
  )
})
