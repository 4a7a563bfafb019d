import { createHash } from 'node:crypto'
import type { Mail } from '../../src/domain.ts'
import { readRaw } from './read.ts'

/** A mail of these lines; a line may be text or bytes. */
export const mail = (...lines: readonly (string | Uint8Array)[]): Buffer =>
  Buffer.concat(lines.flatMap(line => [typeof line === 'string' ? Buffer.from(line) : line, Buffer.from('\r\n')]))

/** Begins and ends as a photo does. */
export const JPEG = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
  Buffer.alloc(9000, 'anh goc '),
  Buffer.from([0xff, 0xd9]),
])

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/.{76}/g, '$&\r\n')
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The lines of parts with their delimiters above them. */
export const parts = (boundary: string, ...bodies: readonly (readonly string[])[]): readonly string[] =>
  bodies.flatMap(body => [`--${boundary}`, ...body])

/** A whole multipart: its header line, its parts, its end. */
export const multipart = (
  type: string,
  boundary: string,
  ...bodies: readonly (readonly string[])[]
): readonly string[] => [
  `Content-Type: multipart/${type}; boundary="${boundary}"`,
  '',
  ...parts(boundary, ...bodies),
  `--${boundary}--`,
]

export const plain = (text: string): readonly string[] => ['Content-Type: text/plain; charset=utf-8', '', text]
export const html = (text: string): readonly string[] => ['Content-Type: text/html; charset=utf-8', '', text]
export const photo = (...headers: readonly string[]): readonly string[] => [
  ...headers,
  'Content-Type: image/jpeg',
  'Content-Transfer-Encoding: base64',
  '',
  base64(JPEG),
]

export const TEXT = plain('Nội dung bài')
export const PHOTO = ['Content-Type: image/jpeg; name=anh.jpg', 'Content-Transfer-Encoding: base64', '', base64(JPEG)]

/** Reads bytes that must be a mail. */
export async function read(raw: Uint8Array, chunk?: number): Promise<Mail> {
  await using result = await readRaw(raw, chunk)
  if (result.mail === null) throw new Error('taken for no mail')
  return result.mail
}

/** Reads a mail of these lines from somebody, headers first. */
export const readLines = (...lines: readonly (string | Uint8Array)[]): Promise<Mail> =>
  read(mail('From: a@example.com', 'MIME-Version: 1.0', ...lines))
