import { setTimeout as wait } from 'node:timers/promises'
import { eventually } from '../service.ts'
import { type Chance, chanceOf } from './chance.ts'
import { whatBroke } from './invariants.ts'
import { comeToRest } from './rest.ts'
import { type Cast, openScene, type Scene } from './scene.ts'
import type { Servers } from './servers.ts'
import { type Letter, STORIES, type Story } from './stories.ts'
import { TROUBLES } from './troubles.ts'

/** What came of a run. */
export interface Outcome {
  readonly seed: number
  /** In plain words; empty: all held. */
  readonly broken: readonly string[]
  /** What happened, in its order. */
  readonly journal: readonly string[]
}

/**
 * One run: people send mails while things go wrong; then all is well again, and nothing may be lost, said twice, or
 * said to the wrong one. A seed gives the same mails and the same troubles at the same moments; what meets what is up
 * to real processes.
 */
export async function play(servers: Servers, seed: number): Promise<Outcome> {
  const chance = chanceOf(seed)
  const cast: Cast = {
    inbox: chance.one(['dovecot', 'dovecotFilingSent', 'dovecotFilingSent', 'gmail']),
    redis: chance.in(3),
    worker: chance.in(3),
    bucket: chance.in(4),
  }
  const began = Date.now()
  const parts = (['redis', 'worker', 'bucket'] as const).filter(part => cast[part])
  const journal = [`seed ${seed}: ${[cast.inbox, ...parts].join(', ')}`]
  const note = (words: string): void => void journal.push(`${((Date.now() - began) / 1000).toFixed(1)} s  ${words}`)
  try {
    return { seed, broken: await playOut(), journal }
  } catch (error) {
    // A fault of the run's own is shown like any other: the runs after it go on.
    return { seed, broken: [`the run itself failed: ${error instanceof Error ? error.stack : error}`], journal }
  }

  async function playOut(): Promise<readonly string[]> {
    await using scene = await openScene(servers, cast, `run-${seed}-${began}`)
    const stories = await tell(chance, scene)
    await letOldMailLie(scene, stories)
    await Promise.all([deliver(scene, stories, chance.fork(), note), strike(scene, chance.fork(), note)])
    const restless = await comeToRest(scene, stories, note)
    const broken = [...restless, ...(await whatBroke(scene, stories))]
    if (broken.length > 0) journal.push(...lastWords(scene))
    return broken
  }
}

const WORDS = 400

/** What its processes logged: the newest lines of each. */
function lastWords({ service, worker }: Scene): readonly string[] {
  const outputs = [...service.ends, service.now, ...(worker?.ends ?? []), ...(worker === null ? [] : [worker.now])]
  return outputs.flatMap(({ output }) => ['it said:', ...output.slice(-8).map(line => `  ${line.slice(0, WORDS)}`)])
}

async function tell(chance: Chance, scene: Scene): Promise<readonly Story[]> {
  const names = Object.keys(STORIES).filter(name => scene.inbox.isWhole || !NEEDS_FOLDERS.includes(name))
  const drawn = Array.from({ length: chance.between(3, 6) }, () => chance.one(names))
  const stories: Story[] = []
  for (const [number, name] of drawn.entries()) {
    const story = await STORIES[name]?.(chance.fork(), number + 1)
    if (story !== undefined) stories.push(story)
  }
  return stories
}

const NEEDS_FOLDERS = ['old', 'junk', 'twoFolders']

/** Old mail comes first, and the inbox is connected before anything goes wrong with the clock that tells old from new. */
async function letOldMailLie(scene: Scene, stories: readonly Story[]): Promise<void> {
  for (const letter of stories.flatMap(({ letters }) => letters)) if (letter.old) await scene.inbox.put(letter)
  await eventually(async () => {
    const row = await scene.database.selectFrom('mailboxes').select('contactAt').executeTakeFirst()
    return row?.contactAt != null
  })
}

/** The letters of one story keep their order; those of several come between each other. */
async function deliver(
  scene: Scene,
  stories: readonly Story[],
  chance: Chance,
  note: (words: string) => void,
): Promise<void> {
  const piles = stories.map(({ letters, name }) => ({ name, left: letters.filter(({ old }) => !old) }))
  for (;;) {
    const waiting = piles.filter(({ left }) => left.length > 0)
    if (waiting.length === 0) return
    const pile = chance.one(waiting)
    await wait(chance.between(0, 600))
    const letter = pile.left.shift()
    if (letter === undefined) return
    await put(scene, letter)
    note(`a mail comes into ${letter.folder}: ${pile.name}`)
  }
}

/** Who sends tries again until the mailbox's server takes it. It may have taken it already: then it lies there twice. */
async function put(scene: Scene, letter: Letter): Promise<void> {
  await eventually(async () => {
    try {
      await scene.inbox.put(letter)
      return true
    } catch {
      return false // it is down just now
    }
  })
}

async function strike(scene: Scene, chance: Chance, note: (words: string) => void): Promise<void> {
  const fitting = Object.keys(TROUBLES).filter(name => TROUBLES[name]?.fits?.(scene) ?? true)
  for (let left = chance.between(2, 5); left > 0; left--) {
    await wait(chance.between(0, 1200))
    const name = chance.one(fitting)
    note(name)
    const how = await TROUBLES[name]?.strike(scene, chance.fork())
    if (how !== '') note(`… ${how}`)
  }
}
