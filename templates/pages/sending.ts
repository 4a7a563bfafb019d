import { html } from 'hono/html'
import type { Html } from './html.ts'
import type { SendingView } from './views.ts'
import { exactTime } from './words.ts'

const TROUBLE: Record<NonNullable<SendingView['trouble']>['why'], string> = {
  quota: 'Hộp thư đã hết lượt gửi trong ngày.',
  signIn: 'Máy chủ gửi thư không nhận mật khẩu. Xin người quản trị kiểm tra lại mật khẩu ứng dụng của hộp thư.',
  grant: 'Google không còn cho phép tinbai gửi thư. Xin người quản trị chạy lệnh “npx tinbai gmail authorize”.',
  unreachable: 'Chưa liên lạc được với máy chủ gửi thư.',
}

/** What keeps replies from leaving, and what an editor can do; nothing while all is well. */
export function sendingBanners({ stoppedAt, trouble, unsure, held }: SendingView): readonly Html[] {
  const waiting = held === 0 ? '' : ` ${held} thư trả lời đang chờ.`
  return [
    ...(stoppedAt === null
      ? []
      : [
          banner(
            html`Đã tạm dừng gửi thư trả lời từ ${exactTime(stoppedAt)} vì quá nhiều thư trong một giờ.${waiting} Xin xem lại rồi cho gửi tiếp.`,
            'Cho gửi tiếp',
          ),
        ]),
    ...(trouble === null
      ? []
      : [banner(html`${TROUBLE[trouble.why]}${waiting} Sẽ thử lại lúc ${exactTime(trouble.until)}.`, 'Thử lại ngay')]),
    ...(unsure === 0 ? [] : [banner(html`${unsure} thư trả lời chưa rõ đã gửi hay chưa.`, null)]),
  ]
}

function banner(words: Html, button: string | null): Html {
  const form = html`<form method="post" action="/thu-tra-loi/gui-tiep"><button>${button}</button></form>`
  return html`<div class="banner" role="status"><span>${words} <a href="/thu-tra-loi">Xem thư trả lời</a></span>${button === null ? '' : form}</div>`
}
