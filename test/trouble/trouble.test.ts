import { afterAll, expect, test } from 'vitest'
import { play } from './play.ts'
import { startServers } from './servers.ts'

const servers = await startServers()
afterAll(() => servers[Symbol.asyncDispose]())

/** `npm run trouble` plays hundreds. These two have between them both kinds of inbox and of queue, and a worker beside. */
test.each([2, 20])('whatever fails meanwhile, mails are kept, judged and answered once (seed %i)', async seed => {
  const { broken, journal } = await play(servers, seed)
  expect(broken, journal.join('\n')).toEqual([])
})
