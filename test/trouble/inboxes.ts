import { setTimeout as wait } from 'node:timers/promises'
import type { Dovecot } from '../dovecot.ts'
import { type Manner, type Peer, startPeer } from '../mailbox/peer.ts'
import type { Letter } from './stories.ts'

/** The inbox of a run as its other programs see it. */
export interface TestInbox extends AsyncDisposable {
  readonly port: number
  readonly settings: Readonly<Record<string, string>>
  /** Folders other than the inbox, and dates, are there too. */
  readonly isWhole: boolean
  put(letter: Letter): Promise<void>
  /** All mails get other UIDs under another UIDVALIDITY. */
  renumber(): Promise<void>
  /** Dies, and is back after so many milliseconds. */
  die(milliseconds: number): Promise<void>
  /** It is rude once; null where it knows no manners but good ones. */
  readonly beRude: ((manner: Manner) => void) | null
  /** It lets the next that signs in not in; ends when somebody has tried. Null where it never refuses. */
  readonly refuse: ((manner: 'wrongPassword' | 'overQuota') => Promise<void>) | null
  /** Puts a copy of what SMTP has taken into Sent; null where nobody does. */
  readonly fileSent: ((raw: string) => Promise<void>) | null
  /** Every mail that lies there: "INBOX 1712 3" for its folder, UIDVALIDITY and UID. */
  places(): Promise<readonly string[]>
}

const LONG_AGO = new Date('2020-01-01T00:00:00Z')

/** An account of a real Dovecot. `filesSent`: what goes out by SMTP has a copy in Sent, as at Gmail. */
export function dovecotInbox(dovecot: Dovecot, name: string, filesSent: boolean): TestInbox {
  const { user, auth } = dovecot.account(name)
  return {
    port: dovecot.port,
    settings: { IMAP_USER: user, IMAP_PASSWORD: auth.password, SMTP_HOST: '127.0.0.1' },
    isWhole: true,
    async put({ raw, folder, old }) {
      await dovecot.append(raw, { folder, name, ...(old ? { date: LONG_AGO } : {}) })
    },
    renumber: () => dovecot.renumber('INBOX', name),
    async die(milliseconds) {
      await dovecot.kill()
      await wait(milliseconds)
      await dovecot.start()
    },
    beRude: null,
    refuse: null,
    fileSent: filesSent
      ? async raw => {
          await dovecot.append(raw, { folder: 'Sent', name })
        }
      : null,
    places: () =>
      dovecot.as(async client => {
        const places: string[] = []
        for (const folder of ['INBOX', 'Junk']) {
          const { uidValidity, exists } = await client.mailboxOpen(folder, { readOnly: true })
          const uids = exists === 0 ? [] : await client.search({ all: true }, { uid: true })
          places.push(...(uids || []).map(uid => `${folder} ${uidValidity} ${uid}`))
        }
        return places
      }, name),
    [Symbol.asyncDispose]: async () => undefined,
  }
}

/** A scripted server with Gmail's extensions and bad manners. SMTP is another provider's: its Sent says nothing. */
export async function gmailInbox(): Promise<TestInbox> {
  const peer: Peer = await startPeer([], { gmail: true })
  const { user, auth, port } = peer.server
  return {
    port,
    settings: { IMAP_USER: user, IMAP_PASSWORD: auth.password, SMTP_HOST: 'localhost', START_FROM: 'all' },
    isWhole: false,
    async put({ raw }) {
      const number = peer.mails.length + 1
      peer.mails.push({ uid: number, gmailId: 170_000 + number, raw: Buffer.from(raw).toString('latin1') })
    },
    async renumber() {
      peer.uidValidity++
      const turned = peer.mails.toReversed()
      peer.mails.splice(0, peer.mails.length, ...turned.map((mail, at) => ({ ...mail, uid: at + 1 })))
    },
    async die(milliseconds) {
      peer.manners.push('closesInIdle', 'closesInFetch')
      await wait(milliseconds)
    },
    beRude: manner => void peer.manners.push(manner),
    async refuse(manner) {
      peer.manners.push(manner)
      while (peer.manners.includes(manner)) await wait(20)
    },
    fileSent: null,
    async places() {
      return peer.mails.map(({ uid }) => `[Gmail]/All Mail ${peer.uidValidity} ${uid}`)
    },
    [Symbol.asyncDispose]: () => peer[Symbol.asyncDispose](),
  }
}
