#!/usr/bin/env node
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Inspected, inspectMails } from '../pipelines/inspect.ts'
import { inspectedAsJson, inspectedAsText } from '../templates/inspect.ts'
import { officeOfBacKan } from '../templates/office.ts'
import { rawMail } from './mail/parse.ts'
import { openIsolation } from './run/isolate.ts'

const USAGE = `tinbai inspect [--json] [--raw] MAIL.eml …   prints what tinbai makes of mails; nothing is stored or sent\n`

/** Bounds for one file; a file that is over them is unreadable, the rest goes on. */
const BOUNDS = { milliseconds: 30_000, heapMegabytes: 512, workers: Math.min(4, availableParallelism()) }

process.exitCode = await main(process.argv.slice(2))

async function main([command, ...rest]: readonly string[]): Promise<number> {
  if (command === 'inspect') return inspect(rest)
  process.stderr.write(USAGE)
  return 2
}

async function inspect(input: string[]): Promise<number> {
  const options = { json: { type: 'boolean', default: false }, raw: { type: 'boolean', default: false } } as const
  const { values, positionals } = parseArgs({ args: input, options, allowPositionals: true })
  if (positionals.length === 0) {
    process.stderr.write(USAGE)
    return 2
  }
  await using scratch = await scratchFolder()
  const isolation = openIsolation(
    { module: import.meta.resolve('./store/blobs.ts'), name: 'openBlobs', input: [scratch.path, false] },
    BOUNDS,
  )
  const mails = positionals.map(name => ({ name, key: resolve(name) }))
  const { inspected, unread } = await inspectMails(mails, { isolation, office: officeOfBacKan })
  await isolation.close()
  for (const name of unread) process.stderr.write(`tinbai: ${name} cannot be read or is no mail\n`)
  for (const one of inspected) process.stdout.write(`${print(one, values)}\n`)
  return unread.length === 0 ? 0 : 2
}

function print(one: Inspected, { json, raw }: { readonly json: boolean; readonly raw: boolean }): string {
  if (!json) return inspectedAsText(one)
  const mails = one.readings.map(({ mail }) => rawMail(mail))
  return JSON.stringify({ ...inspectedAsJson(one), ...(raw ? { mail: mails.length === 1 ? mails[0] : mails } : {}) })
}

/** Attachments are taken out of the mails here while they are judged. */
async function scratchFolder(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'tinbai-inspect-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
