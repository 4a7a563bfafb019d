import { parseArgs } from 'node:util'
import { prepareSystem } from '../system.ts'
import { type Outcome, play } from './play.ts'
import { startServers } from './servers.ts'

/**
 * `npm run trouble -- --runs N --seed S`: so many runs, each from its own seed, S and those after it, two side by side.
 * One that fails is said with its seed, what broke, and what happened; `--runs 1 --seed ITS_SEED` plays it again.
 */
const { values } = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } } })
const runs = Number(values.runs ?? 20)
const first = Number(values.seed ?? 1)
const SIDE_BY_SIDE = 2

prepareSystem()
const left = Array.from({ length: runs }, (_, number) => first + number)
let broken = 0
await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, runs) }, playOn))
process.stdout.write(`${runs - broken} held, ${broken} did not: seeds ${first} to ${first + runs - 1}\n`)
process.exitCode = broken === 0 ? 0 : 1

async function playOn(): Promise<void> {
  await using servers = await startServers()
  for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
    const began = Date.now()
    const outcome = await play(servers, seed)
    if (outcome.broken.length > 0) broken++
    process.stdout.write(`${describe(outcome)} (${((Date.now() - began) / 1000).toFixed(1)} s)\n`)
  }
}

function describe({ seed, broken, journal }: Outcome): string {
  if (broken.length === 0) return `seed ${seed} holds`
  return [
    `seed ${seed} DOES NOT HOLD`,
    ...broken.map(words => `  ✗ ${words}`),
    ...journal.map(line => `    ${line}`),
  ].join('\n')
}
