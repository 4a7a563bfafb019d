import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { FORM } from '../../templates/form/form.ts'

/**
 * `npm run bench -- mails`: CPU (user + system) and peak memory of whole processes, medians of five runs, for mails of three
 * sizes: the bytes' own floor beside `tinbai inspect`. Compare ratios, not milliseconds.
 */
const ROOT = join(import.meta.dirname, '../..')
const PHOTOS = join(ROOT, '../shared/photos')
const RUNS = 5
const MEGABYTE = 1024 * 1024

const folder = mkdtempSync(join(tmpdir(), 'tinbai-bench-'))
try {
  for (const megabytes of [0, 12, 18.5, 76]) {
    const mail = join(folder, `${megabytes}.eml`)
    writeFileSync(mail, await compose(megabytes * MEGABYTE))
    const floor = measure(join(import.meta.dirname, 'floor.ts'), mail)
    const inspect = measure(join(ROOT, 'src/cli.ts'), 'inspect', '--json', mail)
    const size = (readFileSync(mail).length / MEGABYTE).toFixed(1)
    process.stdout.write(
      `mail ${size} MB · floor ${floor.cpu} ms, ${floor.peak} MB · inspect ${inspect.cpu} ms, ${inspect.peak} MB · ${(inspect.cpu / floor.cpu).toFixed(2)} × floor\n`,
    )
  }
} finally {
  rmSync(folder, { recursive: true })
}

/** A contribution with photos of that many bytes together; where no camera files are at hand, bytes that are none. */
async function compose(bytes: number): Promise<Buffer> {
  const real = join(PHOTOS, 'iphone-7.jpg')
  const photo = existsSync(real)
    ? readFileSync(real)
    : Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), randomBytes(3 * MEGABYTE)])
  const count = Math.round(bytes / photo.length)
  // Each photo differs, so that none is taken for the same file again.
  const photos = Array.from({ length: count }, (_, n) => ({
    filename: `IMG_${1000 + n}.jpg`,
    content: Buffer.concat([photo, Buffer.from(String(n))]),
  }))
  const composer = new MailComposer({
    from: 'a@example.com',
    to: 'b@example.com',
    subject: 'Tin bài',
    date: new Date('2026-03-02T03:00:00Z'),
    messageId: '<bench@example.com>',
    text: 'Em gửi bài và ảnh.',
    attachments: [{ filename: FORM.name, content: readFileSync(FORM.path) }, ...photos],
  })
  return composer.compile().build()
}

function measure(...command: readonly string[]): { cpu: number; peak: number } {
  const runs = Array.from({ length: RUNS }, () => once(command))
  return { cpu: median(runs.map(run => run.cpu)), peak: median(runs.map(run => run.peak)) }
}

/** GNU time tells what a whole process took. */
function once(command: readonly string[]): { cpu: number; peak: number } {
  const { stderr } = spawnSync('/usr/bin/time', ['-f', '%U %S %M', process.execPath, ...command], {
    encoding: 'utf8',
    maxBuffer: 1e9,
  })
  const [user = 0, system = 0, kilobytes = 0] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number)
  return { cpu: Math.round((user + system) * 1000), peak: Math.round(kilobytes / 1024) }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
