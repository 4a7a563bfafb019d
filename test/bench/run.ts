import { readdirSync } from 'node:fs'

/** `npm run bench -- NAME …` runs one of the measurements beside this file, `mails` if none is named. */
const NOT_RUN = ['run.ts', 'floor.ts']
const names = readdirSync(import.meta.dirname)
  .filter(file => file.endsWith('.ts') && !NOT_RUN.includes(file))
  .map(file => file.slice(0, -'.ts'.length))

const [name = 'mails'] = process.argv.slice(2)
if (names.includes(name)) await import(`./${name}.ts`)
else {
  process.stderr.write(`no measurement "${name}": there are ${names.join(', ')}\n`)
  process.exitCode = 2
}
