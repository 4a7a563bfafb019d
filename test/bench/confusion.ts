import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { COPIES, HONEST, sourceOfPhoto, type Way } from '../photos/copies.ts'
import { openStudio } from '../photos/studio.ts'

/**
 * `npm run bench -- confusion`: what tinbai calls originals, what may happen to them honestly, and copies made of them,
 * as a Markdown table. Needs the camera files of ../shared/photos, or of the folder that is given.
 */
const folder = process.argv[3] ?? join(import.meta.dirname, '../../../shared/photos')
const names = (await readdir(folder)).filter(name => /\.(jpe?g|hei[cf])$/i.test(name))

interface Row {
  readonly way: Way
  readonly counts: { yes: number; doubt: number; no: number }
  readonly codes: Map<string, number>
}

await using studio = await openStudio()
const rows: readonly Row[] = [...HONEST, ...COPIES].map(way => ({
  way,
  counts: { yes: 0, doubt: 0, no: 0 },
  codes: new Map(),
}))
for (const name of names) {
  const photo = await sourceOfPhoto(name, await readFile(join(folder, name)))
  for (const { way, counts, codes } of rows) {
    const bytes = await way.make(photo)
    if (bytes === null) continue
    const looked = await studio.lookClosely(bytes, way.name ?? name)
    counts[looked.original]++
    for (const code of looked.codes) codes.set(code, (codes.get(code) ?? 0) + 1)
    if (!way.expected.includes(looked.original)) process.stderr.write(`${name}, ${way.kind}: ${looked.original}\n`)
  }
}

process.stdout.write(
  `| ${names.length} originals, and what became of them | yes | doubt | no | evidence |\n|---|---|---|---|---|\n`,
)
for (const { way, counts, codes } of rows) {
  const found = [...codes].toSorted((a, b) => b[1] - a[1]).map(([code, count]) => `${code.slice(6)} ${count}`)
  process.stdout.write(`| ${way.kind} | ${counts.yes} | ${counts.doubt} | ${counts.no} | ${found.join(', ')} |\n`)
}
