import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A real authorization server on loopback, as strict as Google's (RFC 6749, RFC 7636, RFC 8252). */
export interface Authority extends AsyncDisposable {
  readonly url: string
  /** Settings of tinbai that lead here. */
  readonly settings: Readonly<Record<string, string>>
  /** How often a grant was asked for a token. */
  readonly asked: number
  /** A person opens the address, signs in as `account` and gives access; gives the address where the browser ends. */
  consent(address: string, account: string): string
  /** All access that was given is taken back, and tokens with it. */
  revoke(): void
  /** Whom a token lets in; null: nobody. */
  accountOf(token: string): string | null
}

const CLIENT = { id: 'tinbai.apps.example.com', secret: 'not-a-real-one' }

export async function startAuthority(): Promise<Authority> {
  const codes = new Map<string, { readonly account: string; readonly challenge: string; readonly redirect: string }>()
  const grants = new Map<string, string>()
  const tokens = new Map<string, string>()
  let asked = 0

  const access = (account: string) => {
    const token = randomUUID()
    tokens.set(token, account)
    return { access_token: token, expires_in: 3600, token_type: 'Bearer' }
  }

  function answer(given: URLSearchParams): object {
    const isClient = given.get('client_id') === CLIENT.id && given.get('client_secret') === CLIENT.secret
    if (!isClient) return { error: 'invalid_client' }
    if (given.get('grant_type') === 'refresh_token') {
      asked++
      const account = grants.get(given.get('refresh_token') ?? '')
      return account === undefined ? { error: 'invalid_grant' } : access(account)
    }
    const code = codes.get(given.get('code') ?? '')
    codes.delete(given.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(given.get('code_verifier') ?? '')
      .digest('base64url')
    const isRight = code?.challenge === challenge && code.redirect === given.get('redirect_uri')
    if (code === undefined || !isRight) return { error: 'invalid_grant' }
    const refresh = randomUUID()
    grants.set(refresh, code.account)
    return { ...access(code.account), refresh_token: refresh }
  }

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const say = (status: number, words: object): void => {
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(words))
    }
    if (pathname === '/token') {
      const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString()
      const said = answer(new URLSearchParams(body))
      return say('error' in said ? 400 : 200, said)
    }
    const email = tokens.get(searchParams.get('access_token') ?? '')
    return email === undefined ? say(400, { error: 'invalid_token' }) : say(200, { email })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    settings: {
      GMAIL_CLIENT_ID: CLIENT.id,
      GMAIL_CLIENT_SECRET: CLIENT.secret,
      GMAIL_AUTH_URL: `${url}/auth`,
      GMAIL_TOKEN_URL: `${url}/token`,
    },
    get asked() {
      return asked
    },
    consent(address, account) {
      const asks = new URL(address).searchParams
      const redirect = asks.get('redirect_uri') ?? ''
      const wanted = {
        client_id: CLIENT.id,
        response_type: 'code',
        scope: 'https://mail.google.com/',
        code_challenge_method: 'S256',
        access_type: 'offline',
        prompt: 'consent',
      }
      const wrong = Object.entries(wanted).filter(([name, value]) => asks.get(name) !== value)
      if (wrong.length > 0 || !/^http:\/\/127\.0\.0\.1:\d+$/.test(redirect)) throw new Error(`refused: ${address}`)
      const code = randomUUID()
      codes.set(code, { account, challenge: asks.get('code_challenge') ?? '', redirect })
      return `${redirect}/?${new URLSearchParams({ state: asks.get('state') ?? '', code })}`
    },
    revoke() {
      grants.clear()
      tokens.clear()
    },
    accountOf: token => tokens.get(token) ?? null,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
