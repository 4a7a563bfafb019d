import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Inspected } from '../../pipelines/inspect.ts'

/** Bounds for one file; a file that is over them is unreadable, the rest goes on. */
const BOUNDS = { milliseconds: 30_000, heapMegabytes: 512, workers: 2 }

/** Prints what tinbai makes of mails; nothing is stored or sent. Gives the exit status, null for a wrong use. */
export async function inspect(input: string[]): Promise<number | null> {
  const { json, raw, positionals } = readArguments(input)
  if (positionals.length === 0) return null
  const { inspectMails } = await import('../../pipelines/inspect.ts')
  const { officeOfBacKan } = await import('../../templates/office.ts')
  const { openIsolation } = await import('../run/isolate.ts')
  await using scratch = await scratchFolder()
  const files = { module: import.meta.resolve('../store/blobs.ts'), name: 'openBlobs', input: [scratch.path, false] }
  const isolation = openIsolation(files, BOUNDS)
  const mails = positionals.map(name => ({ name, key: resolve(name) }))
  const { inspected, unread } = await inspectMails(mails, { isolation, office: officeOfBacKan })
  await isolation.close()
  for (const name of unread) process.stderr.write(`tinbai: ${name} cannot be read or is no mail\n`)
  for (const one of inspected) process.stdout.write(`${await print(one, { json, raw })}\n`)
  return unread.length === 0 ? 0 : 2
}

/** No mails where an option is not known: then the usage is shown. */
function readArguments(input: string[]): { json: boolean; raw: boolean; positionals: readonly string[] } {
  const options = { json: { type: 'boolean', default: false }, raw: { type: 'boolean', default: false } } as const
  try {
    const { values, positionals } = parseArgs({ args: input, options, allowPositionals: true })
    return { ...values, positionals }
  } catch {
    return { json: false, raw: false, positionals: [] }
  }
}

async function print(
  one: Inspected,
  { json, raw }: { readonly json: boolean; readonly raw: boolean },
): Promise<string> {
  const { inspectedAsJson, inspectedAsText } = await import('../../templates/inspect.ts')
  if (!json) return inspectedAsText(one)
  if (!raw) return JSON.stringify(inspectedAsJson(one))
  const { rawMail } = await import('../mail/parse.ts')
  const mails = one.readings.map(({ mail }) => rawMail(mail))
  return JSON.stringify({ ...inspectedAsJson(one), mail: mails.length === 1 ? mails[0] : mails })
}

/** Attachments are taken out of the mails here while they are judged. */
async function scratchFolder(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'tinbai-inspect-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
