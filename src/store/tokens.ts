import { createHash, randomBytes } from 'node:crypto'

/** What opens a door: 256 random bits. Only its hash is stored. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** Random bits need no slow hash. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')
