import type { Page } from 'playwright-core'
import { serve } from '../../src/web/server.ts'
import { type DeskInbox, testDesk } from '../desk.ts'
import { OFFICE } from '../domain.ts'
import { openBrowser } from './browser.ts'

/** Who looks at a page, and with what. By default the first editor, at a desk, without JavaScript: the desk promises to need none. */
export interface Look {
  readonly cookie?: string
  readonly script?: boolean
  readonly width?: number
  readonly dark?: boolean
}

/** The desk of `test/desk.ts` with its pages served, and a real browser to look at them. `close` it after all tests. */
export async function deskPages(mailbox: DeskInbox | null = null) {
  const tested = await testDesk(mailbox)
  const { desk, access, changes, now } = tested
  const watched = { health: async () => [], status: async () => fail('nobody asks'), freeBytes: async () => 0 }
  const seen = { access, changes, publicUrl: null, office: OFFICE, now, report: fail, watched }
  const web = await serve(desk, { host: '127.0.0.1', port: 0, ...seen })
  const browser = await openBrowser()
  const mine = await tested.signIn()

  async function newPage({ cookie = mine, script = false, width = 1366, dark = false }: Look = {}): Promise<Page> {
    const viewport = { width, height: 900 }
    const colorScheme = dark ? 'dark' : 'light'
    const context = await browser.newContext({ javaScriptEnabled: script, viewport, colorScheme })
    const [name = '', value = ''] = cookie.split('=')
    await context.addCookies([{ name, value, url: web.url }])
    return context.newPage()
  }

  return {
    ...tested,
    web,
    newPage,
    async open(path: string, look: Look = {}): Promise<Page> {
      const page = await newPage(look)
      await page.goto(`${web.url}${path}`)
      return page
    },
    async close(): Promise<void> {
      await browser.close()
      await web.close()
      await tested.close()
    },
  }
}

function fail(error: unknown): never {
  throw error
}
