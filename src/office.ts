import { officeOfBacKan } from '../templates/office.ts'
import type { Office } from './domain.ts'
import { readOffice, type Settings } from './settings.ts'

export interface Sender {
  readonly header: string
  readonly address: string
}

/** The office, with what this service signs in and writes as among its addresses: mail from them is our own. */
export function officeOf(settings: Settings): Office {
  const office = readOffice(settings.office) ?? officeOfBacKan
  const names = [addressIn(settings.mailFrom ?? ''), settings.imap?.user, settings.smtp?.user, settings.alerts?.user]
  const own = names.flatMap(name => (name?.includes('@') ? [name] : []))
  return { ...office, addresses: [...new Set([...office.addresses, ...own.map(address => address.toLowerCase())])] }
}

/** The From of what this service writes, "Ban Biên tập … <congdoanbk@gmail.com>", and the address in it. */
export function senderOf(settings: Settings, office: Office): Sender {
  const header = settings.mailFrom ?? `"${office.board}" <${inboxOf(settings, office)}>`
  return { header, address: addressIn(header) }
}

/** A server takes mail from the account that signs in to it. */
export const alertSenderOf = ({ alerts }: Settings, sender: Sender): Sender =>
  alerts?.user?.includes('@') ? { header: alerts.user, address: alerts.user } : sender

/** The address that contributors write to. */
export const inboxOf = ({ imap }: Settings, { addresses }: Office): string =>
  imap?.user.includes('@') ? imap.user : (addresses[0] ?? 'tinbai@localhost')

/** "Ban Biên tập <congdoanbk@gmail.com>" → the address. */
const addressIn = (header: string): string => /<([^<>]+)>/.exec(header)?.[1] ?? header
