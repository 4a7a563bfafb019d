import { html } from 'hono/html'
import { roleText } from '../roles.ts'
import { type Frame, type Html, page } from './layout.ts'
import { alert, newPassword, type PasswordProblem } from './signIn.ts'
import type { Device } from './views.ts'
import { age, exactTime } from './words.ts'

const OUTCOME: Record<PasswordProblem | 'wrong' | 'locked', string> = {
  short: 'Mật khẩu mới cần ít nhất 12 ký tự.',
  simple: 'Mật khẩu mới quá dễ đoán. Xin chọn mật khẩu khác.',
  wrong: 'Mật khẩu hiện tại chưa đúng.',
  locked: 'Đã thử sai quá nhiều lần. Xin chờ 15 phút rồi thử lại.',
}

/**
 * Where an editor is signed in, and their password.
 *
 * @param here the session of this browser
 * @param outcome of changing the password, if that was tried
 */
export function devicesPage(
  frame: Frame,
  devices: readonly Device[],
  here: number,
  outcome: keyof typeof OUTCOME | 'changed' | null,
): Html {
  const { name, email, role } = frame.editor
  return page(
    frame,
    'Thiết bị đang đăng nhập',
    null,
    html`<h1>Thiết bị đang đăng nhập</h1>
<p class="soft">${name} · ${email} · ${roleText[role]}</p>
<ul class="rows">${devices.map(device => deviceRow(frame, device, device.id === here))}</ul>
${devices.length < 2 ? '' : html`<form class="own" method="post" action="/thiet-bi/khac/dang-xuat"><p><button class="quiet">Đăng xuất mọi thiết bị khác</button></p></form>`}
<section class="box after" aria-labelledby="password"><h2 id="password">Đổi mật khẩu</h2>
${outcome === null ? '' : outcome === 'changed' ? html`<p class="chip good" role="status">Đã đổi mật khẩu. Các thiết bị khác đã được đăng xuất.</p>` : alert(OUTCOME[outcome])}
<form class="stack own" method="post" action="/mat-khau">
<label>E-mail <input type="email" value="${email}" readonly autocomplete="username"></label>
<label>Mật khẩu hiện tại <input type="password" name="mat-khau" required autocomplete="current-password"></label>
${newPassword('mat-khau-moi', 'Mật khẩu mới')}
<button>Đổi mật khẩu</button>
</form></section>`,
  )
}

function deviceRow({ now }: Frame, { id, device, openedAt, seenAt }: Device, here: boolean): Html {
  return html`<li class="plain"><div>
<h2>${deviceName(device)}</h2>
<p class="small soft tight">Đăng nhập lúc ${exactTime(openedAt)} · dùng lần cuối ${age(seenAt, now)}</p>
${here ? html`<ul class="chips"><li class="chip good">Thiết bị này</li></ul>` : html`<form class="own" method="post" action="/thiet-bi/${id}/dang-xuat"><button class="quiet">Đăng xuất</button></form>`}
</div></li>`
}

/** The first that stands in a User-Agent header: those below are named by those above as well. */
const BROWSERS = [
  [/Zalo/i, 'Zalo'],
  [/coc_coc_browser/i, 'Cốc Cốc'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/(Firefox|FxiOS)\//, 'Firefox'],
  [/(Chrome|CriOS)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const
const SYSTEMS = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Macintosh/, 'máy Mac'],
  [/Linux/, 'Linux'],
] as const

/** "Chrome trên Windows", from a User-Agent header. */
function deviceName(device: string): string {
  const [browser, system] = [BROWSERS, SYSTEMS].map(known => known.find(([sign]) => sign.test(device))?.[1])
  if (browser === undefined && system === undefined) return 'Thiết bị không rõ tên'
  return system === undefined ? `${browser}` : `${browser ?? 'Trình duyệt'} trên ${system}`
}
