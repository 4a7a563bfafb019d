import { type Browser, chromium } from 'playwright-core'
import { program } from '../system.ts'

/** A real, headless Chromium that asks nobody but the pages it is sent to. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: program('chromium'),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
}
