/** Gmail's two names; it reads its addresses without dots. */
const GMAIL = /^(gmail|googlemail)\.com$/

/**
 * The mailbox behind an address, as a key: two addresses with one key are read by the same person. What follows a `+`
 * is the reader's own mark (RFC 5233), at Gmail dots do not count and googlemail.com is gmail.com.
 */
export function mailboxKey(address: string): string {
  const lower = address.trim().toLowerCase()
  const at = lower.lastIndexOf('@')
  const local = lower.slice(0, at).replace(/(?<=.)\+.*$/s, '')
  const domain = lower.slice(at + 1)
  return GMAIL.test(domain) ? `${local.replaceAll('.', '')}@gmail.com` : `${local}@${domain}`
}
