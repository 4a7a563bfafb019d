import { spawnSync } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { mail } from '../../pipelines/mail.ts'
import { photos } from '../../pipelines/photos.ts'
import { reply } from '../../pipelines/reply.ts'
import { submission } from '../../pipelines/submission.ts'
import type { Pipeline } from '../../src/run/pipeline.ts'
import type { Manner, Receiver } from '../smtp.ts'
import type { Chance } from './chance.ts'
import type { Scene } from './scene.ts'

/** Something that goes wrong, and is over when this returns. What is drawn does not depend on what the service does. */
export interface Trouble {
  /** Where it can happen at all. */
  readonly fits?: (scene: Scene) => boolean
  /** Gives what it did, in words. */
  strike(scene: Scene, chance: Chance): Promise<string>
}

const MINUTE = 60_000

export const TROUBLES: Readonly<Record<string, Trouble>> = {
  'the service is killed': {
    async strike({ service }) {
      service.kill('SIGKILL')
      return ''
    },
  },
  'the service kills itself after a step': {
    async strike(scene, chance) {
      const step = chance.one(chance.in(2) ? STEPS : REPLY_STEPS)
      scene.crashNextAfter(step)
      scene.service.kill('SIGKILL')
      await wait(1500)
      return step
    },
  },
  'the service is stopped': {
    async strike({ service }) {
      const { ended } = service.now
      service.kill('SIGTERM')
      return `and ends with ${await ended}`
    },
  },
  'the worker is killed': {
    fits: ({ worker }) => worker !== null,
    async strike({ worker }) {
      worker?.kill('SIGKILL')
      return ''
    },
  },
  /** The service that holds the data folder starts it again. */
  'PostgreSQL is killed': {
    async strike({ servers }) {
      await servers.endPostgres('SIGKILL')
      return ''
    },
  },
  'PostgreSQL is restarted': {
    async strike({ servers }) {
      await servers.endPostgres('SIGINT')
      return ''
    },
  },
  'Redis is killed': {
    fits: ({ cast }) => cast.redis,
    async strike({ servers: { redis } }, chance) {
      const milliseconds = chance.between(0, 800)
      await redis.kill()
      await wait(milliseconds)
      await redis.start()
      return `for ${milliseconds} ms`
    },
  },
  'Redis is flushed': {
    fits: ({ cast }) => cast.redis,
    async strike({ servers }) {
      await servers.redis.ask('FLUSHALL')
      return ''
    },
  },
  'the inbox’s server dies': {
    async strike({ inbox }, chance) {
      const milliseconds = chance.between(0, 800)
      await inbox.die(milliseconds)
      return `for ${milliseconds} ms`
    },
  },
  'UIDVALIDITY changes': {
    async strike({ inbox }) {
      await inbox.renumber()
      return ''
    },
  },
  'the inbox’s line is cut within a mail': {
    async strike({ mailboxLine }, chance) {
      const bytes = chance.between(400, 4000) * (chance.in(3) ? 200 : 1)
      mailboxLine.cutNextAfter(bytes)
      mailboxLine.cut()
      return `after ${bytes} bytes`
    },
  },
  'the inbox’s line goes mute': { strike: ({ mailboxLine }, chance) => goMute(mailboxLine, chance) },
  'the inbox’s server is rude': {
    fits: ({ inbox }) => inbox.beRude !== null,
    async strike({ inbox }, chance) {
      const manner = chance.one(['closesInIdle', 'closesInFetch', 'cutsLiteral', 'shortLiteral'] as const)
      inbox.beRude?.(manner)
      return manner
    },
  },
  /** Whoever gives the right password starts the service anew. */
  'the inbox’s server lets nobody in': {
    fits: ({ inbox }) => inbox.refuse !== null,
    async strike({ inbox, mailboxLine, service }, chance) {
      const manner = chance.one(['wrongPassword', 'overQuota'] as const)
      const refused = inbox.refuse?.(manner)
      mailboxLine.cut()
      await refused
      service.kill('SIGTERM')
      return manner
    },
  },
  'the bucket’s line is cut': {
    fits: ({ bucketLine }) => bucketLine !== null,
    async strike({ bucketLine }, chance) {
      const bytes = chance.between(100, 20_000)
      bucketLine?.cutNextAfter(bytes)
      bucketLine?.cut()
      return `after ${bytes} bytes`
    },
  },
  'the bucket’s line goes mute': {
    fits: ({ bucketLine }) => bucketLine !== null,
    strike: ({ bucketLine }, chance) => (bucketLine === null ? Promise.resolve('') : goMute(bucketLine, chance)),
  },
  'SMTP’s line is cut': {
    async strike({ postLine }, chance) {
      const bytes = chance.between(100, 4000)
      postLine.cutNextAfter(bytes)
      postLine.cut()
      return `after ${bytes} bytes`
    },
  },
  'SMTP’s line goes mute': { strike: ({ postLine }, chance) => goMute(postLine, chance) },
  'SMTP drops the line': {
    async strike({ receiver }, chance) {
      const drops = chance.one(['recipient', 'beforeEnd', 'afterData', 'afterData'] as const)
      await behaveFor(receiver, { drops }, chance)
      return drops
    },
  },
  'SMTP takes nothing for now': {
    async strike({ receiver }, chance) {
      const to = chance.one(['sender', 'recipient'] as const)
      await behaveFor(receiver, { answer: chance.one([421, 450]), text: '4.3.0 Later', to }, chance)
      return `says the ${to}’s answer`
    },
  },
  'SMTP lets nobody in': {
    async strike({ receiver }, chance) {
      const refusal = { answer: 535, text: '5.7.8 Username and Password not accepted', to: 'auth' } as const
      await behaveFor(receiver, refusal, chance)
      return ''
    },
  },
  /** Gmail's answer where a day's mails have all been sent. */
  'SMTP takes no more today': {
    async strike({ receiver }, chance) {
      const refusal = { answer: 550, text: '5.4.5 Daily user sending limit exceeded', to: 'sender' } as const
      await behaveFor(receiver, refusal, chance)
      return ''
    },
  },
  'the disk is full': {
    async strike({ service }, chance) {
      const { pid } = service.now.child
      limitFiles(pid, String(chance.between(0, 3000)))
      await wait(chance.between(300, 2500))
      limitFiles(pid, 'unlimited')
      return ''
    },
  },
  'the clock jumps ahead': {
    async strike(scene, chance) {
      const minutes = chance.between(1, 180)
      // Sent has a copy within seconds; a jump across those seconds would be ten minutes without one.
      while (!scene.postRests()) await wait(20)
      await scene.setClock(scene.ahead + minutes * MINUTE)
      return `${minutes} minutes`
    },
  },
  'the clock is put back': {
    async strike(scene, chance) {
      const minutes = chance.between(1, 90)
      await scene.setClock(scene.ahead - minutes * MINUTE)
      return `${minutes} minutes`
    },
  },
}

const stepsOf = ({ name, segments }: Pipeline<never, never>): readonly string[] =>
  segments.flatMap(segment => [...segment.pure.map(step => `${name} ${step.name}`), `${name} ${segment.name}`])

/** Between these nobody knows what the world has heard already. */
const REPLY_STEPS = stepsOf(reply)

const STEPS = ['inbox keep', ...[mail, submission, photos].flatMap(stepsOf), ...REPLY_STEPS]

async function goMute(line: { mute(): void; unmute(): void }, chance: Chance): Promise<string> {
  const milliseconds = chance.between(100, 2000)
  line.mute()
  await wait(milliseconds)
  line.unmute()
  return `for ${milliseconds} ms`
}

async function behaveFor(receiver: Receiver, manner: Manner, chance: Chance): Promise<void> {
  receiver.behave(manner)
  await wait(chance.between(300, 2500))
  receiver.behave()
}

/** What a full disk does to a file that grows: a write comes back short, and the next one fails. */
function limitFiles(pid: number | undefined, bytes: string): void {
  // A process that has just ended has no limits.
  spawnSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`])
}
