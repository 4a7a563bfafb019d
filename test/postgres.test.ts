import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { eventually, serviceFolder } from './service.ts'

const SAMPLES = join(import.meta.dirname, '../templates/samples')

test('a PostgreSQL that is killed is started again, and the mail that comes meanwhile is filed', async () => {
  await using folder = await serviceFolder()
  const service = await folder.start()
  await folder.receive(join(SAMPLES, '01-bai-day-du.eml'))
  await eventually(async () => (await service.get('/')).includes('Nà Mẫu'))

  const [pid] = (await readFile(join(folder.path, 'pg', 'postmaster.pid'), 'utf8')).split('\n')
  process.kill(Number(pid), 'SIGKILL')
  await folder.receive(join(SAMPLES, '03-chua-co-anh.eml'))
  await eventually(async () => (await service.get('/can-bo-sung')).includes('Trung tâm Y tế Mẫu'))
  expect(await service.get('/')).toContain('Nà Mẫu')
  expect(await service.stop()).toBe('0')
})
