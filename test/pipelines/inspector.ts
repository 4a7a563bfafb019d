import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import type Mail from 'nodemailer/lib/mailer/index.js'
import { inspectMails } from '../../pipelines/inspect.ts'
import { type Isolation, openIsolation } from '../../src/run/isolate.ts'
import { inspectedAsJson, inspectedAsText } from '../../templates/inspect.ts'
import { OFFICE } from '../domain.ts'
import { temporaryFolder } from '../folder.ts'

/** A mail as a contributor's program writes it. `date` is minutes after the first. */
export type Letter = Omit<Mail.Options, 'date'> & { readonly date?: number }

/** What `tinbai inspect --json` prints, as far as tests look. */
export interface Line {
  readonly mails: readonly string[]
  readonly kind: string
  readonly decision: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly photos: readonly {
    readonly name: string
    readonly original: string
    readonly sent: string
    readonly caption: string | null
  }[]
  readonly findings: readonly { readonly rule: string; readonly certainty: string; readonly text: string }[]
  readonly reply: { readonly kind: string; readonly to: string; readonly subject: string; readonly text: string } | null
}

const START = Date.parse('2019-11-20T02:00:00Z')

/** Writes mails and judges them as the command does, each attachment in a worker. */
export async function openInspector() {
  const folder = await temporaryFolder()
  const blobs = join(folder.path, 'blobs')
  await mkdir(blobs)
  const files = { module: import.meta.resolve('../../src/store/blobs.ts'), name: 'openBlobs', input: [blobs, false] }
  const isolation = openIsolation(files, { milliseconds: 20_000, heapMegabytes: 256, workers: 2 })
  let decoded = 0
  const counted: Isolation = {
    ...isolation,
    call(place, ...input) {
      if (place.name === 'lookAt') decoded++
      return isolation.call(place, ...input)
    },
  }
  return {
    /** How often a photo was decoded. */
    decoded: () => decoded,
    /** Letters by name → one line a submission or other mail, and what a person at a terminal reads. */
    async inspect(
      letters: Readonly<Record<string, Letter>>,
    ): Promise<{ lines: readonly Line[]; texts: readonly string[] }> {
      const mails: { readonly name: string; readonly key: string }[] = []
      for (const [name, letter] of Object.entries(letters)) {
        const key = join(folder.path, `${name}.eml`)
        await writeFile(key, await written(name, letter))
        mails.push({ name, key })
      }
      const { inspected, unread } = await inspectMails(mails, { isolation: counted, office: OFFICE })
      if (unread.length > 0) throw new Error(`no mails: ${unread.join(' ')}`)
      const lines = inspected.map(one => JSON.parse(JSON.stringify(inspectedAsJson(one))) as Line)
      return { lines, texts: inspected.map(one => inspectedAsText(one)) }
    },
    async [Symbol.asyncDispose]() {
      await isolation.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}

function written(name: string, { date = 0, ...letter }: Letter): Promise<Buffer> {
  const composed = new MailComposer({
    from: '"Nông Thị Minh Hằng" <hang@example.com>',
    to: 'congdoanbk@gmail.com',
    messageId: `<${name}@example.com>`,
    ...letter,
    date: new Date(START + date * 60_000),
  })
  return composed.compile().build()
}
