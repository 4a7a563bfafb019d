import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { WithPassword } from '../dovecot.ts'

/** A mail in the peer's folder. */
export interface PeerMail {
  readonly uid: number
  readonly raw: string
  /** What it announces; without it, the truth. */
  readonly size?: number
  readonly labels?: readonly string[]
  readonly arrived?: Date
  /** Gmail's own id of it, whatever its UID; without it, one made of the UID. */
  readonly gmailId?: number
}

/** What it does wrong, once for each entry, at the first occasion. */
export type Manner =
  /** Hangs up while the client idles, or in the middle of a mail. */
  | 'closesInIdle'
  | 'closesInFetch'
  /** Answers nothing more, and keeps the line open. */
  | 'muteInIdle'
  | 'muteInFetch'
  /** Announces the bytes it sends, but these are not all. */
  | 'cutsLiteral'
  /** Announces more bytes than it sends, and hangs up. */
  | 'shortLiteral'
  /** Answers to signing in. */
  | 'wrongPassword'
  | 'overQuota'
  | 'refusesLabels'

/** An IMAP server on loopback, as rude as it is told to be, with Gmail's extensions where asked for. */
export interface Peer extends AsyncDisposable {
  readonly server: WithPassword
  readonly mails: PeerMail[]
  readonly manners: Manner[]
  /** Labels that clients have put on, by UID. */
  readonly labels: Map<number, Set<string>>
  /** Bytes of bodies sent, by UID. */
  readonly sent: Map<number, number>
  /** Commands as they came, without their tags. */
  readonly commands: readonly string[]
  uidValidity: number
}

const ARRIVED = new Date('2026-11-25T02:00:00Z')

/** "25-Nov-2026 02:00:00 +0000". */
const dateTime = (time: Date): string =>
  time.toUTCString().replace(/^\w+, (\d+) (\w+) (\d+) (\S+) GMT$/, '$1-$2-$3 $4 +0000')

/** What a command is answered with, and how the line goes on. */
interface Answer {
  readonly bytes: string
  readonly after?: 'close' | 'mute'
}

export async function startPeer(mails: readonly PeerMail[], { gmail = false } = {}): Promise<Peer> {
  const commands: string[] = []
  const sockets = new Set<Socket>()
  const peer = {
    mails: [...mails],
    manners: [] as Manner[],
    labels: new Map<number, Set<string>>(),
    sent: new Map<number, number>(),
    commands,
    uidValidity: 1,
  }
  const capabilities = `CAPABILITY IMAP4rev1 IDLE SPECIAL-USE${gmail ? ' X-GM-EXT-1' : ''}`

  /** Whether it is rude this time. */
  function isRude(manner: Manner): boolean {
    const at = peer.manners.indexOf(manner)
    if (at >= 0) peer.manners.splice(at, 1)
    return at >= 0
  }

  const open = (tag: string): Answer =>
    lines(
      '* FLAGS (\\Seen)',
      `* ${peer.mails.length} EXISTS`,
      `* OK [UIDVALIDITY ${peer.uidValidity}] .`,
      `* OK [UIDNEXT ${(peer.mails.at(-1)?.uid ?? 0) + 1}] .`,
      `${tag} OK done`,
    )

  const answers: Readonly<Record<string, (tag: string, rest: string) => Answer>> = {
    CAPABILITY: tag => lines(`* ${capabilities}`, `${tag} OK done`),
    LOGIN(tag) {
      if (isRude('wrongPassword')) return lines(`${tag} NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)`)
      if (isRude('overQuota')) return lines(`${tag} NO [OVERQUOTA] Account exceeded command or bandwidth limits.`)
      return lines(`${tag} OK done`)
    },
    LIST: (tag, rest) =>
      rest === '"" ""'
        ? lines('* LIST (\\Noselect) "/" ""', `${tag} OK done`)
        : lines('* LIST (\\HasNoChildren) "/" "INBOX"', ...(gmail ? GMAIL_FOLDERS : []), `${tag} OK done`),
    SELECT: open,
    EXAMINE: open,
    'UID SEARCH'(tag, rest) {
      const from = Number(/(\d+):\*/.exec(rest)?.[1] ?? 1)
      const uids = peer.mails.map(({ uid }) => uid).filter(uid => uid >= from)
      return lines(`* SEARCH ${uids.join(' ')}`.trim(), `${tag} OK done`)
    },
    'UID FETCH'(tag, rest) {
      const [, set = '', items = ''] = /^(\S+) (.*)$/.exec(rest) ?? []
      let bytes = ''
      for (const [at, mail] of peer.mails.entries()) {
        if (!set.split(',').includes(String(mail.uid))) continue
        const row = items.includes('BODY.PEEK') ? body(at + 1, mail, items) : facts(at + 1, mail)
        bytes += row.bytes
        if (row.after !== undefined) return { bytes, after: row.after }
      }
      return { bytes: `${bytes}${tag} OK done\r\n` }
    },
    'UID STORE'(tag, rest) {
      if (isRude('refusesLabels')) return lines(`${tag} NO no labels today`)
      const [, uids = '', sign, label = ''] = /^(\S+) ([+-])X-GM-LABELS \("?([^")]*)"?\)/.exec(rest) ?? []
      for (const uid of uids.split(',').map(Number)) {
        const labels = peer.labels.get(uid) ?? new Set()
        if (sign === '+') labels.add(label)
        else labels.delete(label)
        peer.labels.set(uid, labels)
      }
      return lines(`${tag} OK done`)
    },
    IDLE() {
      if (isRude('closesInIdle')) return { ...lines('+ idling'), after: 'close' }
      return isRude('muteInIdle') ? { ...lines('+ idling'), after: 'mute' } : lines('+ idling')
    },
    LOGOUT: tag => ({ ...lines('* BYE', `${tag} OK done`), after: 'close' }),
  }

  function facts(number: number, mail: PeerMail): Answer {
    const { uid, raw, size, labels = [], arrived = ARRIVED, gmailId = 1000 + uid } = mail
    const own = labels.map(label => `"${label.replaceAll('\\', '\\\\')}"`).join(' ')
    const ids = gmail ? ` X-GM-MSGID ${gmailId} X-GM-THRID ${1000 + gmailId} X-GM-LABELS (${own})` : ''
    return lines(
      `* ${number} FETCH (UID ${uid} RFC822.SIZE ${size ?? raw.length} INTERNALDATE "${dateTime(arrived)}" FLAGS ()${ids})`,
    )
  }

  function body(number: number, { uid, raw, arrived = ARRIVED }: PeerMail, items: string): Answer {
    if (isRude('muteInFetch')) return { bytes: '', after: 'mute' }
    const headers = raw.slice(0, raw.indexOf('\r\n\r\n') + 4)
    const [, fields] = /BODY\.PEEK\[(HEADER\.FIELDS \([^)]*\))\]/.exec(items) ?? []
    if (fields !== undefined) {
      const facts = `UID ${uid} INTERNALDATE "${dateTime(arrived)}"`
      return lines(`* ${number} FETCH (${facts} BODY[${fields}] {${headers.length}}\r\n${headers})`)
    }
    const [, section = '', start = '0', most = '0'] = /BODY\.PEEK\[(HEADER)?\]<(\d+)\.(\d+)>/.exec(items) ?? []
    const whole = section === 'HEADER' ? headers : raw
    const asked = whole.slice(Number(start), Number(start) + Number(most))
    const piece = isRude('cutsLiteral') ? asked.slice(0, asked.length / 2) : asked
    peer.sent.set(uid, (peer.sent.get(uid) ?? 0) + piece.length)
    const head = `* ${number} FETCH (UID ${uid} BODY[${section}]<${start}> {${piece.length}}\r\n`
    if (isRude('shortLiteral') || isRude('closesInFetch')) {
      return { bytes: `${head}${piece.slice(0, piece.length / 2)}`, after: 'close' }
    }
    return { bytes: `${head}${piece})\r\n` }
  }

  function converse(socket: Socket): void {
    let rest = ''
    let idling = ''
    const hear = (line: string): void => {
      if (line === 'DONE') {
        socket.write(`${idling} OK done\r\n`)
        return
      }
      const [, tag = '', command = '', words = ''] = /^(\S+) (UID \S+|\S+) ?(.*)$/.exec(line) ?? []
      commands.push(`${command} ${words}`.trim())
      if (command === 'IDLE') idling = tag
      const { bytes, after } = answers[command.toUpperCase()]?.(tag, words) ?? lines(`${tag} OK done`)
      socket.write(bytes, 'latin1')
      if (after === 'close') socket.end()
      if (after === 'mute') socket.removeAllListeners('data').resume()
    }
    socket.write(`* OK [${capabilities}] ready\r\n`)
    socket.on('data', bytes => {
      const all = (rest + bytes.toString('latin1')).split('\r\n')
      rest = all.pop() ?? ''
      for (const line of all) hear(line)
    })
  }

  const listener = createServer(socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
    converse(socket)
  })
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const { port } = listener.address() as AddressInfo
  return Object.assign(peer, {
    server: { host: '127.0.0.1', port, tls: 'off', user: 'toasoan', auth: { password: 'x' } } as const,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise(resolve => listener.close(resolve))
    },
  })
}

const lines = (...said: readonly string[]): Answer => ({ bytes: said.map(line => `${line}\r\n`).join('') })

const GMAIL_FOLDERS = [
  '* LIST (\\HasNoChildren \\All) "/" "[Gmail]/All Mail"',
  '* LIST (\\HasNoChildren \\Sent) "/" "[Gmail]/Sent Mail"',
]
