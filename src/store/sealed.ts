import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const CIPHER = 'aes-256-gcm'

/** Bytes of the nonce and of the tag that GCM is specified with (NIST SP 800-38D §5.2.1). */
const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * Encrypts what is worth nothing to whoever reads the database or a backup without the settings: the key is made from a
 * secret that stands there (RFC 5869). `name`: what it belongs to; it opens for nothing else.
 */
export function seal(text: string, secret: string, name: string): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, keyOf(secret), nonce).setAAD(Buffer.from(name))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** Null: it was sealed with another secret, for another name, or was changed. */
export function unseal(sealed: string, secret: string, name: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url')
  const nonce = bytes.subarray(0, NONCE_BYTES)
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)
  try {
    const cipher = createDecipheriv(CIPHER, keyOf(secret), nonce, { authTagLength: TAG_BYTES })
    cipher.setAuthTag(tag).setAAD(Buffer.from(name))
    return Buffer.concat([cipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), cipher.final()]).toString('utf8')
  } catch {
    // Node tells neither apart from the other.
    return null
  }
}

const keyOf = (secret: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', 'tinbai: grants', 32))
