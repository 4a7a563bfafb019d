import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'
import type { Office } from './domain.ts'

/** Everything that can be set, read once at the start. */
export interface Settings {
  readonly dataDir: string
  /** Null: the embedded PostgreSQL. */
  readonly databaseUrl: string | null
  /** Null: the queue is on the PostgreSQL. */
  readonly redisUrl: string | null
  readonly blobs: BlobPlace
  /** `publicUrl`: the address that browsers use, "https://tinbai.example.vn"; null: the one served on. */
  readonly http: { readonly host: string; readonly port: number; readonly publicUrl: string | null }
  /** Null: the folder mailbox only. */
  readonly imap: Imap | null
  /** Null: replies stay in the outbox folder. */
  readonly smtp: Smtp | null
  /** Another account, which tells the chief editors when the inbox is shut to us; null: only the desk says so. */
  readonly alerts: Smtp | null
  /** "Ban Biên tập <congdoanbk@gmail.com>", or null: made from the office. */
  readonly mailFrom: string | null
  readonly sendReplies: boolean
  /** Working days until a request is repeated, and until its piece is set aside; 0: never. */
  readonly remindDays: number
  readonly closeDays: number
  /** Editors are told each working morning what has waited long; nothing goes out where replies do not. */
  readonly digest: boolean
  readonly quietMinutes: number
  /** The breaker: when more would leave in an hour, all sending stops until an editor lets it go on. */
  readonly repliesPerHour: number
  /** How long a decision's letter waits, so that the decision can be taken back. */
  readonly holdSeconds: number
  /** Path of the office's file, or null: the federation of Bắc Kạn. */
  readonly office: string | null
  readonly logLevel: LogLevel
}

/** Where the bytes of mails and files stand: a folder, or a bucket with a local folder that files come in through. */
export type BlobPlace = { readonly folder: string } | { readonly bucket: Bucket; readonly spool: string }

export interface Bucket {
  /** Address of the bucket and the prefix in it, with a slash at the end. */
  readonly address: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string | null
}

/** The inbox. */
export interface Imap {
  readonly host: string
  readonly port: number
  readonly tls: 'on' | 'starttls' | 'off'
  readonly user: string
  readonly auth: { readonly password: string } | { readonly client: OAuthClient }
  /** Null: all that comes, and the junk. */
  readonly folders: readonly string[] | null
  /** Older mail is filed without any reply; `now`: what came before the inbox was first read. */
  readonly startFrom: 'now' | 'all' | Date
  readonly pollSeconds: number
  /** Mails get labels of tinbai's in Gmail. */
  readonly labels: boolean
}

export interface Smtp {
  readonly host: string
  readonly port: number
  readonly tls: 'on' | 'starttls' | 'off'
  readonly user: string | null
  readonly password: string | null
  /** In place of a password; null: there is one, or none is needed. */
  readonly client: OAuthClient | null
}

/** As what tinbai asks Google for access, once a person has made it known there. */
export interface OAuthClient {
  readonly id: string
  readonly secret: string
  /** Where a person gives access, and where tokens come from. */
  readonly authUrl: string
  readonly tokenUrl: string
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** A setting that cannot be used. The message is one line: the name, what is wrong, an example. */
export class SettingError extends Error {
  override readonly name = 'SettingError'
}

type Variables = Readonly<Record<string, string | undefined>>

/** Only one kind of value reads `NAME_FILE`: a secret. */
const SECRETS = [
  'IMAP_PASSWORD',
  'SMTP_PASSWORD',
  'ALERT_SMTP_PASSWORD',
  'GMAIL_CLIENT_SECRET',
  'DATABASE_URL',
  'REDIS_URL',
  'AWS_SECRET_ACCESS_KEY',
]

/** The program's own names for its settings. A name of this family that is not here is a typing mistake. */
const TINBAI_FAMILY = ['TINBAI_ENV']

const WEB = ['https:', 'http:']

/**
 * Reads the settings from the environment and from the file named by `TINBAI_ENV` (default `.env`); the environment
 * wins. An empty value counts as not set.
 *
 * @throws {SettingError} for the first value that cannot be used
 */
export function readSettings(environment: Variables = process.env): Settings {
  const variables = { ...readFileOf(environment), ...withoutEmpty(environment) }
  refuseUnknown(variables)
  const read = reader(variables)
  const dataDir = resolve(read.text('DATA_DIR') ?? 'data')
  const client = readClient(read)
  return {
    dataDir,
    databaseUrl: read.url('DATABASE_URL', ['postgres:', 'postgresql:']),
    redisUrl: read.url('REDIS_URL', ['redis:', 'rediss:']),
    blobs: readBlobPlace(read, dataDir),
    http: readHttp(read),
    imap: readImap(read, client),
    smtp: readSmtp(read, client),
    alerts: readServer(read, 'ALERT_SMTP'),
    mailFrom: read.text('MAIL_FROM'),
    sendReplies: read.oneOf('REPLIES', ['on', 'off']) === 'on',
    remindDays: read.whole('REMIND_DAYS', 0, 365) ?? 3,
    closeDays: read.whole('CLOSE_DAYS', 0, 365) ?? 14,
    digest: read.oneOf('DIGEST', ['on', 'off']) !== 'off',
    quietMinutes: read.whole('QUIET_MINUTES', 0, 7 * 24 * 60) ?? 20,
    repliesPerHour: read.whole('REPLIES_PER_HOUR', 1, 10_000) ?? 60,
    holdSeconds: read.whole('HOLD_SECONDS', 0, 3600) ?? 60,
    office: read.text('OFFICE'),
    logLevel: read.oneOf('LOG_LEVEL', LOG_LEVELS) ?? 'info',
  }
}

/** `file:` is under DATA_DIR, `file:///shared/blobs` anywhere; `s3://bucket/prefix` with the usual AWS variables. */
function readBlobPlace(read: Reader, dataDir: string): BlobPlace {
  const value = read.text('BLOB_URL') ?? 'file:'
  if (value === 'file:') return { folder: join(dataDir, 'blobs') }
  if (/^file:\/\/\/./.test(value) && URL.canParse(value)) return { folder: fileURLToPath(value) }
  const [, name, prefix = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]+)(?:\/([\w!.*'()/-]*))?$/.exec(value) ?? []
  if (name === undefined) {
    throw new SettingError('BLOB_URL is no place for files. Example: BLOB_URL=s3://bucket/prefix or BLOB_URL=file:')
  }
  return { bucket: readBucket(read, name, prefix.replace(/\/*$/, '')), spool: join(dataDir, 'spool') }
}

function readBucket(read: Reader, name: string, prefix: string): Bucket {
  const needed = (variable: string): string => {
    const value = read.text(variable)
    if (value !== null) return value
    throw new SettingError(`${variable} is not set, but BLOB_URL names a bucket. Example: ${variable}=…`)
  }
  const region = read.text('AWS_REGION') ?? read.text('AWS_DEFAULT_REGION') ?? 'us-east-1'
  const endpoint = read.url('S3_ENDPOINT', WEB)?.replace(/\/*$/, '')
  const address = endpoint === undefined ? `https://${name}.s3.${region}.amazonaws.com` : `${endpoint}/${name}`
  return {
    address: prefix === '' ? `${address}/` : `${address}/${prefix}/`,
    region,
    accessKeyId: needed('AWS_ACCESS_KEY_ID'),
    secretAccessKey: needed('AWS_SECRET_ACCESS_KEY'),
    sessionToken: read.text('AWS_SESSION_TOKEN'),
  }
}

const GMAIL = 'imap.gmail.com'

/** Google's own, as its guide "OAuth 2.0 for Mobile & Desktop Apps" gives them. */
const GOOGLE = { auth: 'https://accounts.google.com/o/oauth2/v2/auth', token: 'https://oauth2.googleapis.com/token' }

function readClient(read: Reader): OAuthClient | null {
  const id = read.text('GMAIL_CLIENT_ID')
  const secret = read.text('GMAIL_CLIENT_SECRET')
  if (id === null && secret === null) return null
  if (id === null || secret === null) {
    throw new SettingError(
      'GMAIL_CLIENT_ID and GMAIL_CLIENT_SECRET belong together, and one is missing. Example: GMAIL_CLIENT_SECRET_FILE=/run/secrets/gmail_client_secret',
    )
  }
  const [authUrl, tokenUrl] = [read.url('GMAIL_AUTH_URL', WEB), read.url('GMAIL_TOKEN_URL', WEB)]
  return { id, secret, authUrl: authUrl ?? GOOGLE.auth, tokenUrl: tokenUrl ?? GOOGLE.token }
}

function readImap(read: Reader, client: OAuthClient | null): Imap | null {
  const user = read.text('IMAP_USER')
  const host = read.text('IMAP_HOST')
  if (user === null && host === null && client === null) return null
  if (user === null) throw new SettingError('IMAP_USER is missing. Example: IMAP_USER=congdoanbk@gmail.com')
  const tls = read.oneOf('IMAP_TLS', ['on', 'starttls', 'off']) ?? 'on'
  return {
    host: host ?? GMAIL,
    port: read.whole('IMAP_PORT', 1, 65535) ?? (tls === 'on' ? 993 : 143),
    tls,
    user,
    auth: readAuth(read, client),
    folders: readFolders(read.text('IMAP_FOLDERS')),
    startFrom: readStart(read.text('START_FROM') ?? 'now'),
    pollSeconds: read.whole('POLL_SECONDS', 1, 300) ?? 60,
    labels: read.oneOf('GMAIL_LABELS', ['on', 'off']) !== 'off',
  }
}

function readAuth(read: Reader, client: OAuthClient | null): Imap['auth'] {
  const password = read.text('IMAP_PASSWORD')
  if (password !== null && client !== null) {
    throw new SettingError(
      'IMAP_PASSWORD and GMAIL_CLIENT_ID are two ways to sign in: leave one out. Example: IMAP_PASSWORD=',
    )
  }
  if (client !== null) return { client }
  if (password !== null) return { password }
  throw new SettingError('IMAP_PASSWORD is missing. Example: IMAP_PASSWORD_FILE=/run/secrets/imap_password')
}

/** "INBOX, Thư rác". */
function readFolders(text: string | null): readonly string[] | null {
  const names = (text ?? '').split(',').map(name => name.trim())
  return text === null ? null : names.filter(name => name !== '')
}

/** A day begins at midnight in Việt Nam. */
function readStart(text: string): 'now' | 'all' | Date {
  if (text === 'now' || text === 'all') return text
  const day = new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00+07:00` : Number.NaN)
  if (!Number.isNaN(day.getTime())) return day
  throw new SettingError(`START_FROM is "${text}", but it is now, all or a day. Example: START_FROM=2026-11-01`)
}

/** Without a password of its own it signs in as the inbox does. */
function readSmtp(read: Reader, client: OAuthClient | null): Smtp | null {
  const smtp = readServer(read, 'SMTP')
  if (smtp === null || smtp.password !== null || client === null) return smtp
  return { ...smtp, user: smtp.user ?? read.text('IMAP_USER'), client }
}

function readServer(read: Reader, name: 'SMTP' | 'ALERT_SMTP'): Smtp | null {
  const host = read.text(`${name}_HOST`)
  if (host === null) return null
  const tls = read.oneOf(`${name}_TLS`, ['on', 'starttls', 'off']) ?? 'on'
  const port = read.whole(`${name}_PORT`, 1, 65535) ?? (tls === 'on' ? 465 : 587)
  return { host, port, tls, user: read.text(`${name}_USER`), password: read.text(`${name}_PASSWORD`), client: null }
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost']

/** Requests under other names than the machine's own and PUBLIC_URL's are refused. */
function readHttp(read: Reader): Settings['http'] {
  const host = read.text('HTTP_HOST') ?? '127.0.0.1'
  const address = read.url('PUBLIC_URL', WEB)
  if (address === null && !LOOPBACK.includes(host)) {
    throw new SettingError(
      `HTTP_HOST is ${host}, but PUBLIC_URL, by which browsers reach it, is not set. Example: PUBLIC_URL=https://tinbai.example.vn`,
    )
  }
  if (address !== null && new URL(address).pathname !== '/') {
    throw new SettingError(
      `PUBLIC_URL has a path, but the desk needs a host of its own. Example: PUBLIC_URL=https://tinbai.example.vn`,
    )
  }
  return { host, port: read.whole('HTTP_PORT', 0, 65535) ?? 8080, publicUrl: address && new URL(address).origin }
}

function refuseUnknown(variables: Variables): void {
  for (const name of Object.keys(variables)) {
    if (name.startsWith('TINBAI_') && !TINBAI_FAMILY.includes(name)) {
      throw new SettingError(
        `${name} is no setting of tinbai; did you mean ${TINBAI_FAMILY[0]}? Example: TINBAI_ENV=/etc/tinbai.env`,
      )
    }
  }
}

interface Reader {
  text(name: string): string | null
  whole(name: string, least: number, most: number): number | null
  oneOf<T extends string>(name: string, values: readonly T[]): T | null
  url(name: string, protocols: readonly string[]): string | null
}

function reader(variables: Variables): Reader {
  const text = (name: string): string | null =>
    variables[name] ?? (SECRETS.includes(name) ? secret(variables, name) : null)
  return {
    text,
    whole(name, least, most) {
      const value = text(name)
      if (value === null) return null
      const number = Number(value)
      if (Number.isInteger(number) && number >= least && number <= most) return number
      throw new SettingError(
        `${name} is "${value}", but it is a whole number from ${least} to ${most}. Example: ${name}=${least}`,
      )
    },
    oneOf(name, values) {
      const value = text(name)
      const found = values.find(known => known === value)
      if (value === null || found !== undefined) return found ?? null
      throw new SettingError(
        `${name} is "${value}", but it is one of ${values.join(', ')}. Example: ${name}=${values[0]}`,
      )
    },
    url(name, protocols) {
      const value = text(name)
      if (value === null || (URL.canParse(value) && protocols.includes(new URL(value).protocol))) return value
      throw new SettingError(
        `${name} is no address of the kind ${protocols[0]}//. Example: ${name}=${protocols[0]}//user@host/name`,
      )
    },
  }
}

function secret(variables: Variables, name: string): string | null {
  const path = variables[`${name}_FILE`]
  if (path === undefined) return null
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    throw new SettingError(
      `${name}_FILE names ${path}, which cannot be read. Example: ${name}_FILE=/run/secrets/${name.toLowerCase()}`,
    )
  }
}

function readFileOf(environment: Variables): Variables {
  const named = environment.TINBAI_ENV
  try {
    return withoutEmpty(parseEnv(readFileSync(named ?? '.env', 'utf8')))
  } catch (error) {
    if (named === undefined && (error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw new SettingError(
      `TINBAI_ENV names ${named ?? '.env'}, which cannot be read. Example: TINBAI_ENV=/etc/tinbai.env`,
    )
  }
}

function withoutEmpty(variables: Variables): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''))
}

/**
 * The office's file: `name`, `board`, `site`, `addresses`, `prefix`. null: none is set.
 *
 * @throws {SettingError}
 */
export function readOffice(path: string | null): Office | null {
  if (path === null) return null
  const wrong = (what: string): SettingError =>
    new SettingError(
      `OFFICE names ${path}, but ${what}. Example: {"name": "…", "board": "…", "site": "…", "addresses": ["a@b.vn"], "prefix": "BK", "phone": "0209 …", "holidays": ["2026-01-02"]}`,
    )
  let value: Partial<Record<keyof Office, unknown>>
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw wrong('it cannot be read as JSON')
  }
  const { name, board, site, addresses, prefix, phone = null, holidays = [] } = value
  const texts = [name, board, site, prefix]
  if (!texts.every(text => typeof text === 'string' && text !== ''))
    throw wrong('name, board, site or prefix is missing')
  if (!/^[A-Z]{1,8}$/.test(String(prefix))) throw wrong('prefix is not one to eight capitals')
  if (
    !Array.isArray(addresses) ||
    addresses.length === 0 ||
    !addresses.every(address => /^\S+@\S+$/.test(String(address)))
  ) {
    throw wrong('addresses is no list of mail addresses')
  }
  if (phone !== null && typeof phone !== 'string') throw wrong('phone is no text')
  if (!Array.isArray(holidays) || !holidays.every(day => /^\d{4}-\d\d-\d\d$/.test(String(day)))) {
    throw wrong('holidays is no list of days')
  }
  const lower = addresses.map(address => String(address).toLowerCase())
  return { name, board, site, prefix, phone, holidays, addresses: lower } as Office
}
