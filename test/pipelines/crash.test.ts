import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mail } from '../../pipelines/mail.ts'
import { reply } from '../../pipelines/reply.ts'
import { submission } from '../../pipelines/submission.ts'
import type { Pipeline } from '../../src/run/pipeline.ts'
import { eventually, serviceFolder } from '../service.ts'
import { startReceiver } from '../smtp.ts'

const SAMPLES = join(import.meta.dirname, '../../templates/samples')
const TITLE = 'Công đoàn cơ sở Trường Tiểu học Nà Mẫu thăm hỏi đoàn viên khó khăn'

/** A row remembers its keeps alone: killed between two, it is as if it had been killed after the first. */
const keepsOf = ({ name, segments }: Pipeline<never, never>): readonly string[] =>
  segments.map(segment => `${name} ${segment.name}`)

/** Whether SMTP has a reply tells the kills around its sending apart. */
const STEPS = ['inbox keep', ...keepsOf(mail), ...keepsOf(submission), ...keepsOf(reply), 'reply send']

/** Between these two nobody can know whether SMTP has the reply: it is shown to a person, never sent again. */
const UNSURE = ['reply claim', 'reply send']

test.each(STEPS)('killed after "%s" and started again: nothing lost, nothing twice', async step => {
  await using receiver = await startReceiver()
  await using folder = await serviceFolder()
  const smtp = { SMTP_HOST: '127.0.0.1', SMTP_PORT: String(receiver.port), SMTP_TLS: 'off', REPLIES: 'on' }
  await folder.receive(join(SAMPLES, '01-bai-day-du.eml'), join(SAMPLES, '08-giay-moi.eml'))
  const first = await folder.start(smtp, step)
  expect(await first.ended).toBe('SIGKILL')

  const second = await folder.start(smtp)
  const unsure = UNSURE.includes(step)
  const state = unsure ? 'Chưa rõ đã gửi hay chưa' : 'Đã gửi'
  const page = await eventually(async () => {
    const text = await second.get('/bai/BK-2026-0001')
    return text.includes(state) && text
  })
  expect(page).toContain(TITLE)
  expect((await second.get('/')).split(TITLE)).toHaveLength(2)
  await eventually(async () => (await second.get('/thu-khac')).match(/<h2><a[^>]*>[^<]*Giấy mời họp/g)?.length === 1)
  expect(await second.get('/')).toContain('Thư khác<span class="count">1</span>')
  expect(await second.stop()).toBe('0')
  if (unsure) expect(receiver.received.length).toBeLessThanOrEqual(1)
  else expect(receiver.received).toHaveLength(1)
})
