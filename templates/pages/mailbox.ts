import { html } from 'hono/html'
import type { MailboxProblem, TroubledMail } from '../../src/domain.ts'
import { badge } from './badge.ts'
import type { Html } from './html.ts'
import { type Frame, page } from './layout.ts'
import { count, nameOf, processed } from './mailboxStatus.ts'
import type { MailboxView } from './views.ts'
import { age, exactTime } from './words.ts'

/** The inbox beside what is kept of it, and every mail that could not be fetched. */
export function mailboxPage(frame: Frame, mailbox: MailboxView): Html {
  const { mails, missing, waiting, troubled, comparedAt, contactAt } = mailbox
  const fetching = missing - troubled.length
  return page(
    frame,
    'Hộp thư',
    null,
    html`<h1>Hộp thư và tinbai</h1>
<p class="soft">Mọi thư trong hộp thư đều được đọc một lần; tinbai không đánh dấu đã đọc và không xoá thư nào.</p>
<div class="box"><dl>
<dt>${nameOf(mailbox)}</dt><dd>${count(mails)} thư</dd>
<dt>Đã xử lý</dt><dd>${count(processed(mailbox))} thư</dd>
${waiting === 0 ? '' : html`<dt>Đang xử lý</dt><dd>${count(waiting)} thư</dd>`}
<dt>Sót</dt><dd>${count(missing)} thư${fetching > 0 ? ` (${count(fetching)} thư đang được tải về)` : ''}</dd>
<dt>Lần cuối đọc được</dt><dd>${time(contactAt, frame.now)}</dd>
<dt>Lần cuối đối chiếu cả hộp thư</dt><dd>${time(comparedAt, frame.now)}</dd>
</dl></div>
${troubled.length === 0 ? '' : html`<h2>Có trong hộp thư mà chưa tải về được</h2><ul class="rows">${troubled.map(troubledRow)}</ul>`}`,
  )
}

const time = (then: Date | null, now: Date): Html =>
  then === null ? html`chưa có` : html`<span title="${exactTime(then)}">${age(then, now)}</span>`

const REASON: Record<MailboxProblem, string> = {
  wrongSize: 'Thư tải về không đủ như máy chủ báo',
  lost: 'Kết nối đứt trong khi tải',
  mute: 'Máy chủ không trả lời khi tải thư này',
  refused: 'Máy chủ không cho tải thư này',
  quota: 'Hộp thư đang tạm giới hạn việc tải thư',
  signIn: 'Không đăng nhập được',
  grant: 'Không được phép mở hộp thư',
  folder: 'Không thấy thư mục',
  storage: 'Không cất được',
}

function troubledRow({ folder, uid, subject, sender, arrivedAt, problem, retryAt }: TroubledMail): Html {
  return html`<li class="plain"><div>
<h2>${subject ?? `(thư số ${uid}, chưa đọc được tiêu đề)`}</h2>
<p class="small soft tight">${sender === null ? '' : `${sender} · `}${arrivedAt === null ? '' : `${exactTime(new Date(arrivedAt))} · `}${folder}</p>
<p class="tight">${badge(REASON[problem], 'mail-fetching', 'bad')}</p>
<p class="small tight">Sẽ tải lại lúc ${exactTime(new Date(retryAt))}. Thư vẫn nằm trong hộp thư; có thể mở trực tiếp ở đó.</p>
</div></li>`
}
