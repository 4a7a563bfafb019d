import { html } from 'hono/html'
import type { MailboxProblem } from '../../src/domain.ts'
import { mailboxProblemText, NOTHING_LOST } from '../mailboxProblems.ts'
import type { Html } from './html.ts'
import type { MailboxView } from './views.ts'
import { age, exactTime } from './words.ts'

/** Stands on every page: is anything missing? */
export function mailboxLine(mailbox: MailboxView, now: Date): Html {
  const { mails, missing, contactAt } = mailbox
  const last = contactAt === null ? 'chưa đọc lần nào' : `lần cuối ${age(contactAt, now)}`
  const words = `${nameOf(mailbox)} ${count(mails)} thư · đã xử lý ${count(processed(mailbox))} · sót ${count(missing)} · ${last}`
  return html`<a class="mailbox small" href="/hop-thu">${words}</a>`
}

export const nameOf = ({ gmail }: MailboxView): string => (gmail ? 'Gmail' : 'Hộp thư')

/** Kept, and dealt with. */
export const processed = ({ mails, missing, waiting }: MailboxView): number => Math.max(0, mails - missing - waiting)

/** "1.503". */
export const count = (number: number): string => new Intl.NumberFormat('vi').format(number)

/** A connection comes and goes: after this long without one, somebody should know. */
const SILENT_MINUTES = 10

/** These do not pass by themselves, or not soon. */
const AT_ONCE: readonly MailboxProblem[] = ['signIn', 'grant', 'quota', 'folder', 'storage']

/** What keeps the inbox from being read; nothing while all is well. */
export function mailboxBanner({ problem, contactAt, retryAt }: MailboxView, now: Date): Html {
  const silent = contactAt !== null && now.getTime() - contactAt.getTime() > SILENT_MINUTES * 60_000
  const never = contactAt === null && problem !== null
  if (!silent && !never && (problem === null || !AT_ONCE.includes(problem))) return html``
  const since = contactAt === null ? '' : ` Lần cuối đọc được là ${exactTime(contactAt)}.`
  const again = retryAt === null || retryAt <= now ? '' : ` Sẽ thử lại lúc ${exactTime(retryAt)}.`
  return html`<p class="banner" role="status">${mailboxProblemText[problem ?? 'lost']}${since}${again} ${NOTHING_LOST} <a href="/hop-thu">Xem hộp thư</a></p>`
}
