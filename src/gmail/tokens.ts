/** As what we ask, and where. */
export interface OAuthClient {
  readonly id: string
  readonly secret: string
  readonly authUrl: string
  readonly tokenUrl: string
}

/** Lets us in until it expires. */
export interface Access {
  readonly token: string
  /** Seconds. */
  readonly lasts: number
}

const ANSWER_MILLISECONDS = 30_000

/** Codes with which a grant is over or a client unknown: asking again brings no other answer (RFC 6749 §5.2). */
const OVER = ['invalid_grant', 'invalid_client', 'unauthorized_client', 'deleted_client']

/**
 * A fresh token for access that was given before (RFC 6749 §6); null: it was taken back. Google does so by itself after
 * six months without use, at a changed password, and after seven days while the client is "in testing".
 *
 * @throws where the server cannot be asked, or answers something else
 */
export async function refresh(client: OAuthClient, refreshToken: string): Promise<Access | null> {
  const answer = await ask(client, { grant_type: 'refresh_token', refresh_token: refreshToken })
  if (answer.error !== null && OVER.includes(answer.error)) return null
  if (answer.access === null) throw refused(answer)
  return answer.access
}

/** The code that a person's browser brought → access, with what it is renewed by (RFC 6749 §4.1.3, RFC 7636 §4.5). */
export async function redeem(
  client: OAuthClient,
  code: { readonly code: string; readonly verifier: string; readonly redirectUri: string },
): Promise<{ readonly access: Access; readonly refreshToken: string }> {
  const answer = await ask(client, {
    grant_type: 'authorization_code',
    code: code.code,
    code_verifier: code.verifier,
    redirect_uri: code.redirectUri,
  })
  const { access, refreshToken } = answer
  if (access === null || refreshToken === null) throw refused(answer)
  return { access, refreshToken }
}

interface Answer {
  readonly status: number
  readonly error: string | null
  readonly access: Access | null
  readonly refreshToken: string | null
}

async function ask({ id, secret, tokenUrl }: OAuthClient, fields: Readonly<Record<string, string>>): Promise<Answer> {
  const response = await fetch(tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({ ...fields, client_id: id, client_secret: secret }),
    signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
  })
  const { status } = response
  const said: unknown = await response.json().catch(() => null) // a proxy's page: no answer of the server's
  const text = (name: string): string | null => {
    const value = typeof said === 'object' && said !== null ? (said as Record<string, unknown>)[name] : null
    return typeof value === 'string' || typeof value === 'number' ? String(value) : null
  }
  const [token, lasts] = [text('access_token'), Number(text('expires_in') ?? 0)]
  return {
    status,
    error: text('error'),
    access: response.ok && token !== null ? { token, lasts } : null,
    refreshToken: text('refresh_token'),
  }
}

/** What the server says in words stays out: it may name the account. */
const refused = ({ status, error }: Answer): Error =>
  Object.assign(new Error(`The token server answered ${status} ${error ?? ''}`.trim()), {
    code: `OAUTH_${error ?? status}`,
  })
