#!/usr/bin/env node
import { mkdtemp, rm } from 'node:fs/promises'
import { enableCompileCache } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Inspected } from '../pipelines/inspect.ts'

const USAGE =
  'tinbai inspect [--json] [--raw] MAIL.eml …   prints what tinbai makes of mails; nothing is stored or sent\n'

/** Bounds for one file; a file that is over them is unreadable, the rest goes on. */
const BOUNDS = { milliseconds: 30_000, heapMegabytes: 512, workers: 2 }

// Stripping types and compiling are two thirds of the time a small mail takes; what is compiled is kept by Node.
enableCompileCache()
process.exitCode = await main(process.argv.slice(2))

async function main([command, ...rest]: readonly string[]): Promise<number> {
  if (command === 'inspect') return inspect(rest)
  process.stderr.write(USAGE)
  return 2
}

/** Imports come when they are needed: the other commands do not pay for them. */
async function inspect(input: string[]): Promise<number> {
  const { json, raw, positionals } = readArguments(input)
  if (positionals.length === 0) {
    process.stderr.write(USAGE)
    return 2
  }
  const { inspectMails } = await import('../pipelines/inspect.ts')
  const { officeOfBacKan } = await import('../templates/office.ts')
  const { openIsolation } = await import('./run/isolate.ts')
  await using scratch = await scratchFolder()
  const files = { module: import.meta.resolve('./store/blobs.ts'), name: 'openBlobs', input: [scratch.path, false] }
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
  const { inspectedAsJson, inspectedAsText } = await import('../templates/inspect.ts')
  if (!json) return inspectedAsText(one)
  if (!raw) return JSON.stringify(inspectedAsJson(one))
  const { rawMail } = await import('./mail/parse.ts')
  const mails = one.readings.map(({ mail }) => rawMail(mail))
  return JSON.stringify({ ...inspectedAsJson(one), mail: mails.length === 1 ? mails[0] : mails })
}

/** Attachments are taken out of the mails here while they are judged. */
async function scratchFolder(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'tinbai-inspect-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
