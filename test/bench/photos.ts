import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Files } from '../../src/domain.ts'
import { inspectPhoto } from '../../src/photos/inspect.ts'
import { lookAt } from '../../src/photos/look.ts'
import { judgeOriginal } from '../../src/photos/original.ts'
import { openBlobs } from '../../src/store/blobs.ts'
import { temporaryFolder } from '../folder.ts'
import { keepFile } from '../photos/compose.ts'

/**
 * `npm run bench -- photos [FOLDER]`: milliseconds and bytes read for each photo, medians of runs. `facts` is headers and
 * verdict, `look` is the one decode for thumbnail, print and comparison with the camera's thumbnail, `page` the same with a
 * look for a page of text; the bytes are those of the file that were asked for. Needs the camera files of ../shared/photos,
 * or of a folder.
 */
const RUNS = 7
const SLOW_RUNS = 3

const folder = process.argv[3] ?? join(import.meta.dirname, '../../../shared/photos')
const names = (await readdir(folder)).filter(name => /\.(jpe?g|hei[cf])$/i.test(name))
await using store = await temporaryFolder()
const blobs = openBlobs(store.path, false)
let read = 0
const files: Files = {
  ...blobs,
  async read(key, range) {
    const bytes = await blobs.read(key, range)
    read += bytes.length
    return bytes
  },
}

process.stdout.write(
  '| photo | kB | facts ms | kB read | look ms | kB read | page ms | kB read |\n|---|---|---|---|---|---|---|---|\n',
)
const all: (readonly [Measured, Measured, Measured])[] = []
for (const name of names) {
  const file = await keepFile(blobs, name, await readFile(join(folder, name)))
  const facts = await measured(RUNS, async () =>
    judgeOriginal({ facts: await inspectPhoto(files, file), name, seen: null }),
  )
  const look = await measured(SLOW_RUNS, () => lookAt(files, file.sha256, ['thumbnail']))
  const page = await measured(SLOW_RUNS, () => lookAt(files, file.sha256, ['thumbnail', 'page']))
  all.push([facts, look, page])
  row(name, kilobytes(file.bytes), facts, look, page)
}
row('median', '', ...[0, 1, 2].map(column => middle(all.flatMap(measures => measures[column] ?? []))))

interface Measured {
  readonly ms: number
  readonly bytes: number
}

async function measured(runs: number, work: () => Promise<unknown>): Promise<Measured> {
  const taken: Measured[] = []
  for (let run = 0; run < runs; run++) {
    read = 0
    const start = performance.now()
    await work()
    taken.push({ ms: performance.now() - start, bytes: read })
  }
  return middle(taken)
}

function middle(taken: readonly Measured[]): Measured {
  const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
  return { ms: median(taken.map(({ ms }) => ms)), bytes: median(taken.map(({ bytes }) => bytes)) }
}

function row(name: string, size: string, ...columns: readonly Measured[]): void {
  const cells = columns.flatMap(({ ms, bytes }) => [ms.toFixed(1), kilobytes(bytes)])
  process.stdout.write(`| ${[name, size, ...cells].join(' | ')} |\n`)
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(0)
}
