import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

interface Cost {
  /** Binary logarithm of scrypt's N. */
  readonly ln: number
  readonly r: number
  readonly p: number
}

/** OWASP, Password Storage Cheat Sheet: one of its equal settings, the one that takes 32 MiB for 0.2 s. */
const COST: Cost = { ln: 15, r: 8, p: 3 }

const SALT_BYTES = 16
const KEY_BYTES = 32

/** The PHC string of a password, "$scrypt$ln=15,r=8,p=3$salt$key": later costs leave older passwords valid. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const key = await derive(password, salt, COST)
  return `$scrypt$ln=${COST.ln},r=${COST.r},p=${COST.p}$${unpadded(salt)}$${unpadded(key)}`
}

/**
 * Whether it is the password. Takes as long for an account without one, so that time does not tell accounts apart.
 *
 * @param kept what `hashPassword` gave; null: there is none
 */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  const [, ln, r, p, salt = '', key = ''] = PHC.exec(kept ?? '') ?? []
  if (ln === undefined) {
    await derive(password, randomBytes(SALT_BYTES), COST)
    return false
  }
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) }
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64'), cost), Buffer.from(key, 'base64'))
}

const PHC = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/

/** The same letters typed on another machine may come composed or decomposed (RFC 8265, OpaqueString: NFC). */
function derive(password: string, salt: Buffer, { ln, r, p }: Cost): Promise<Buffer> {
  const N = 2 ** ln
  const options = { N, r, p, maxmem: 2 * 128 * N * r }
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, KEY_BYTES, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    )
  })
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')
