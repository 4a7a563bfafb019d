import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSettings } from '../src/settings.ts'
import { temporaryFolder } from './folder.ts'

const read = (variables: Record<string, string>) => readSettings({ TINBAI_ENV: '/dev/null', ...variables })

test('everything has a default that works on one machine and sends nothing', () => {
  expect(read({})).toMatchObject({
    databaseUrl: null,
    http: { host: '127.0.0.1', port: 8080 },
    imap: null,
    smtp: null,
    sendReplies: false,
    digest: true,
    quietMinutes: 20,
    holdSeconds: 60,
    repliesPerHour: 60,
  })
})

test.each([
  [{ HTTP_PORT: '80a' }, 'HTTP_PORT'],
  [{ QUIET_MINUTES: '-1' }, 'QUIET_MINUTES'],
  [{ HOLD_SECONDS: '-1' }, 'HOLD_SECONDS'],
  [{ REPLIES: 'yes' }, 'REPLIES'],
  [{ DIGEST: '1' }, 'DIGEST'],
  [{ REPLIES_PER_HOUR: '0' }, 'REPLIES_PER_HOUR'],
  [{ SMTP_HOST: 'smtp.example.org', SMTP_TLS: 'maybe' }, 'SMTP_TLS'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
  [{ SMTP_PASSWORD_FILE: '/nowhere/secret', SMTP_HOST: 'smtp.example.org' }, 'SMTP_PASSWORD_FILE'],
  [{ TINBAI_ENVV: '.env' }, 'TINBAI_ENVV'],
  [{ TINBAI_ENV: '/nowhere/.env' }, 'TINBAI_ENV'],
  [{ REDIS_URL: 'localhost:6379' }, 'REDIS_URL'],
  [{ BLOB_URL: 'ftp://bucket' }, 'BLOB_URL'],
  [{ BLOB_URL: 's3://bucket', AWS_ACCESS_KEY_ID: 'x' }, 'AWS_SECRET_ACCESS_KEY'],
  [{ HTTP_HOST: '0.0.0.0' }, 'HTTP_HOST'],
  [{ PUBLIC_URL: 'tinbai.example.vn' }, 'PUBLIC_URL'],
  [{ PUBLIC_URL: 'https://example.vn/tinbai' }, 'PUBLIC_URL'],
  [{ IMAP_HOST: 'imap.example.org' }, 'IMAP_USER'],
  [{ IMAP_USER: 'toasoan@example.org' }, 'IMAP_PASSWORD'],
  [{ IMAP_USER: 'a@example.org', GMAIL_CLIENT_ID: 'x' }, 'GMAIL_CLIENT_SECRET'],
  [{ GMAIL_CLIENT_ID: 'x', GMAIL_CLIENT_SECRET: 'y' }, 'IMAP_USER'],
  [
    { IMAP_USER: 'a@example.org', IMAP_PASSWORD: 'x', GMAIL_CLIENT_ID: 'x', GMAIL_CLIENT_SECRET: 'y' },
    'GMAIL_CLIENT_ID',
  ],
  [{ ALERT_SMTP_HOST: 'smtp.example.org', ALERT_SMTP_TLS: 'maybe' }, 'ALERT_SMTP_TLS'],
  [{ IMAP_USER: 'a@example.org', IMAP_PASSWORD: 'x', START_FROM: '1/11/2026' }, 'START_FROM'],
  [{ IMAP_USER: 'a@example.org', IMAP_PASSWORD: 'x', POLL_SECONDS: '0' }, 'POLL_SECONDS'],
])('%j stops the start with one line that names it and the way out', (variables, name) => {
  let message = ''
  try {
    read(variables as Record<string, string>)
  } catch (error) {
    message = (error as Error).message
  }
  expect(message).toContain(name)
  expect(message).not.toContain('\n')
  expect(message).toMatch(/Example: /)
})

test('a file of settings counts, the environment wins over it, a secret may lie in a file of its own', async () => {
  await using folder = await temporaryFolder()
  await writeFile(join(folder.path, 'password'), 'not-a-real-one\n')
  const file = join(folder.path, 'tinbai.env')
  await writeFile(
    file,
    `# mail\nSMTP_HOST="smtp.example.org"\nSMTP_PASSWORD_FILE=${join(folder.path, 'password')}\nREPLIES=on\nHTTP_PORT=\n`,
  )
  expect(readSettings({ TINBAI_ENV: file, REPLIES: 'off' })).toMatchObject({
    smtp: { host: 'smtp.example.org', port: 465, tls: 'on', password: 'not-a-real-one' },
    sendReplies: false,
    http: { port: 8080 },
  })
})

test('files may stand in a folder that machines share, or in a bucket', () => {
  const keys = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'not-a-real-one' }
  expect(read({ BLOB_URL: 'file:///shared/t%E1%BB%87p' }).blobs).toEqual({ folder: '/shared/tệp' })
  expect(
    read({ DATA_DIR: '/srv', BLOB_URL: 's3://toa-soan/thu/', AWS_REGION: 'ap-southeast-1', ...keys }).blobs,
  ).toEqual({
    bucket: {
      address: 'https://toa-soan.s3.ap-southeast-1.amazonaws.com/thu/',
      region: 'ap-southeast-1',
      accessKeyId: 'id',
      secretAccessKey: 'not-a-real-one',
      sessionToken: null,
    },
    spool: '/srv/spool',
  })
  expect(read({ BLOB_URL: 's3://toa-soan', S3_ENDPOINT: 'http://127.0.0.1:9000/', ...keys }).blobs).toMatchObject({
    bucket: { address: 'http://127.0.0.1:9000/toa-soan/' },
  })
})

test('an address and its app password are enough to read a Gmail inbox from now on', () => {
  expect(read({ IMAP_USER: 'toasoan@gmail.com', IMAP_PASSWORD: 'not-a-real-one' }).imap).toEqual({
    host: 'imap.gmail.com',
    port: 993,
    tls: 'on',
    user: 'toasoan@gmail.com',
    auth: { password: 'not-a-real-one' },
    folders: null,
    startFrom: 'now',
    pollSeconds: 60,
    labels: true,
  })
})

test('an inbox whose owner gives access needs no password, and is sent from likewise', () => {
  const { imap, smtp } = read({
    IMAP_USER: 'toasoan@gmail.com',
    SMTP_HOST: 'smtp.gmail.com',
    GMAIL_CLIENT_ID: 'id',
    GMAIL_CLIENT_SECRET: 'not-a-real-one',
  })
  const client = {
    id: 'id',
    secret: 'not-a-real-one',
    authUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
    tokenUrl: 'https://oauth2.googleapis.com/token',
  }
  expect(imap?.auth).toEqual({ client })
  expect(smtp).toMatchObject({ user: 'toasoan@gmail.com', password: null, client })
})

test('a day to start from begins at midnight in Việt Nam, folders stand in a list', () => {
  const { imap } = read({
    IMAP_USER: 'a',
    IMAP_PASSWORD: 'x',
    IMAP_TLS: 'off',
    START_FROM: '2026-11-01',
    IMAP_FOLDERS: 'INBOX, Thư rác',
  })
  expect(imap).toMatchObject({
    port: 143,
    startFrom: new Date('2026-10-31T17:00:00Z'),
    folders: ['INBOX', 'Thư rác'],
  })
})
