import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { OAuthClient } from './tokens.ts'

/** Reading and sending over IMAP and SMTP; Gmail has no narrower one for them. */
const SCOPE = 'https://mail.google.com/'

/** A person is asked, and this waits for what their browser brings. */
export interface Asking extends AsyncDisposable {
  /** What the person opens in a browser. */
  readonly address: string
  /** Where the browser is sent afterwards: this process. */
  readonly redirectUri: string
  /** Proves that who redeems the code is who asked for it (RFC 7636 §4.1). */
  readonly verifier: string
  /** What the browser brought here. */
  readonly brought: Promise<Brought>
  /** The same from the address that a browser elsewhere ended at, as a person copied it; null: it is none. */
  read(address: string): Brought | null
}

/** `refused`: the code with which the person, or the server, said no. */
export type Brought = { readonly code: string } | { readonly refused: string }

/**
 * Asks for access as a program on a person's machine does: the browser comes back to a port on loopback (RFC 8252
 * §7.3), with PKCE (RFC 7636) and a state of our own (RFC 6749 §10.12).
 *
 * @param account the inbox, so that the person is not asked which
 * @param page what the browser shows in the end
 */
export async function askForAccess(client: OAuthClient, account: string, page: string): Promise<Asking> {
  const state = randomBytes(32).toString('base64url')
  const verifier = randomBytes(32).toString('base64url')
  const { promise: brought, resolve } = Promise.withResolvers<Brought>()
  const read = (address: string): Brought | null => broughtIn(address, state)
  const server = createServer((request, response) => {
    const found = read(new URL(request.url ?? '/', redirectUri).href)
    response.writeHead(found === null ? 404 : 200, { 'Content-Type': 'text/html; charset=utf-8', Connection: 'close' })
    response.end(found === null ? '' : page)
    if (found !== null) resolve(found)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const address = new URL(client.authUrl)
  address.search = new URLSearchParams({
    client_id: client.id,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: SCOPE,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    login_hint: account,
    // Only so Google gives a refresh token, also to somebody who gave access before.
    access_type: 'offline',
    prompt: 'consent',
  }).toString()
  return {
    address: address.href,
    redirectUri,
    verifier,
    brought,
    read,
    [Symbol.asyncDispose]: () => new Promise(done => server.close(() => done())),
  }
}

function broughtIn(address: string, state: string): Brought | null {
  const found = URL.canParse(address) ? new URL(address).searchParams : null
  if (found?.get('state') !== state) return null
  const [code, refused] = [found.get('code'), found.get('error')]
  if (refused !== null) return { refused }
  return code === null ? null : { code }
}
