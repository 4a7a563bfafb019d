import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ParsedMail, simpleParser } from 'mailparser'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import type Mail from 'nodemailer/lib/mailer/index.js'
import { expect, test } from 'vitest'
import { composeDocx } from '../documents/compose.ts'
import { aFormText } from '../domain.ts'
import { jpeg } from '../photos/compose.ts'
import { PHONE } from '../photos/composeExif.ts'
import { eventually, serviceFolder } from '../service.ts'
import { startReceiver } from '../smtp.ts'

test('answers from the thread, by code and in a sentence complete their pieces, each letter once', async () => {
  await using receiver = await startReceiver()
  await using folder = await serviceFolder()
  const service = await folder.start({
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: String(receiver.port),
    SMTP_TLS: 'off',
    REPLIES: 'on',
  })
  const photo = { filename: 'IMG_0001.jpg', content: Buffer.from(await jpeg({ exif: { ...PHONE } })) }
  const form = (given: Parameters<typeof aFormText>[0]) => ({
    filename: 'Mau tin bai.docx',
    content: Buffer.from(composeDocx(aFormText(given).split('\n'))),
  })
  const send = async (name: string, mail: Mail.Options) => {
    const composed = new MailComposer({
      from: 'hang@example.com',
      to: 'congdoanbk@gmail.com',
      date: new Date(),
      ...mail,
    })
    await writeFile(join(folder.path, 'inbox', `${name}.eml`), await composed.compile().build())
  }
  const letters = async (count: number): Promise<readonly ParsedMail[]> =>
    eventually(
      async () =>
        receiver.received.length >= count && Promise.all(receiver.received.map(({ raw }) => simpleParser(raw))),
    )

  await send('article', { subject: 'Tin bài', text: 'Em gửi bài ạ', attachments: [form({ unit: '' })] })
  const [asked] = await letters(1)
  expect(asked?.subject).toContain('Cần bổ sung')
  const code = /BK-\d{4}-\d{4}/.exec(asked?.subject ?? '')?.[0] ?? ''
  await send('unit', {
    subject: `Re: ${asked?.subject}`,
    inReplyTo: asked?.messageId,
    references: asked?.messageId,
    text: 'Dạ đơn vị em là Trường Mầm non Hoa Sen ạ, em cảm ơn',
  })
  expect((await letters(2))[1]?.text).not.toContain('Đơn vị công tác')
  await send('photo', { from: 'phone@example.com', subject: `anh ${code}`, text: '', attachments: [photo] })
  expect((await letters(3))[2]?.subject).toContain('Đã nhận')
  await send('question', { subject: 'Hỏi', text: 'Cho em hỏi bao giờ bài được đăng ạ?' })
  const page = await eventually(async () => {
    const text = await service.get(`/bai/${code}`)
    return text.includes('bao giờ bài được đăng') && text
  })
  expect(page).toContain('Trường Mầm non Hoa Sen')
  expect(receiver.received).toHaveLength(3)
  await service.stop()
})
