import type { Address, Mail, Office } from '../domain.ts'
import { isRobotAddress } from './automatic.ts'
import { mailboxKey } from './mailboxKey.ts'

/**
 * Who a mail is answered to, or null: nobody. Never answered are automatic mails, lists, our own addresses and Bcc copies
 * (RFC 3834 §2); whether the sender is forged is a finding of its own. A Reply-To counts if it is one person:
 * several readers or a robot were not meant for a letter to the sender.
 */
export function answerTo(mail: Mail, office: Office): Address | null {
  if (mail.automatic !== null || isBccCopy(mail, office)) return null
  const [replyTo, ...others] = mail.replyTo
  const wished = others.length === 0 ? [replyTo] : []
  return [...wished, mail.from].find(one => one !== undefined && one !== null && isPerson(one, office)) ?? null
}

/** An address that somebody reads, and not we ourselves. */
const isPerson = ({ address }: Address, office: Office): boolean =>
  address.includes('@') && !isRobotAddress(address) && !isOurs(address, office)

/** One of the office's addresses, or another spelling of it. */
export function isOurs(address: string, { addresses }: Office): boolean {
  const key = mailboxKey(address)
  return addresses.some(own => mailboxKey(own) === key)
}

/**
 * A copy of a mail to others that does not name us: its sender awaits no answer from us. An address that was
 * forwarded to us, as the servers on the way have noted, names us as well.
 */
function isBccCopy(mail: Mail, office: Office): boolean {
  const named = [...mail.to, ...mail.cc].map(({ address }) => address)
  if (named.length === 0) return mail.undisclosed
  const forwarded = new Set(mail.deliveredTo.map(mailboxKey))
  return !named.some(address => isOurs(address, office) || forwarded.has(mailboxKey(address)))
}
