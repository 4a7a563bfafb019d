import { afterAll, expect, test } from 'vitest'
import { play } from './play.ts'
import { startServers } from './servers.ts'

const servers = await startServers()
afterAll(() => servers[Symbol.asyncDispose]())

/** `npm run trouble` plays hundreds. These two have between them both kinds of inbox, of queue and of file store, and a worker beside. */
test.each([2, 30])('whatever fails meanwhile, mails are kept, judged and answered once (seed %i)', async seed => {
  const { broken, journal } = await play(servers, seed)
  expect(broken, journal.join('\n')).toEqual([])
})
