import { html } from 'hono/html'
import { roleText } from '../roles.ts'
import { badge } from './badge.ts'
import { type Frame, type Html, page } from './layout.ts'
import { alert, newPassword, type PasswordProblem } from './signIn.ts'
import type { Device, Program } from './views.ts'
import { age, exactTime } from './words.ts'

const OUTCOME: Record<PasswordProblem | 'wrong' | 'locked', string> = {
  short: 'Mật khẩu mới cần ít nhất 12 ký tự.',
  simple: 'Mật khẩu mới quá dễ đoán. Xin chọn mật khẩu khác.',
  wrong: 'Mật khẩu hiện tại chưa đúng.',
  locked: 'Đã thử sai quá nhiều lần. Xin chờ 15 phút rồi thử lại.',
}

/** What came of changing the password. */
export type Outcome = keyof typeof OUTCOME | 'changed'

interface Own {
  readonly devices: readonly Device[]
  /** The session of this browser. */
  readonly here: number
  readonly programs: readonly Program[]
  /** The code that was just made, which is shown this once; null: none. */
  readonly token: string | null
}

/**
 * Where an editor is signed in, their password, and the programs that read in their name.
 *
 * @param outcome null: the password was not to be changed
 */
export function devicesPage(frame: Frame, { devices, here, programs, token }: Own, outcome: Outcome | null): Html {
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
</form></section>
${programBox(programs, token)}`,
  )
}

function programBox(programs: readonly Program[], token: string | null): Html {
  return html`<section class="box after" aria-labelledby="programs"><h2 id="programs">Mã cho chương trình</h2>
<p class="small soft">Chương trình có mã đọc được danh sách bài tại <code>/api/submissions</code>, không sửa được gì và không thấy số điện thoại, số tài khoản. Mã hết hiệu lực khi đồng chí thu hồi hoặc đổi mật khẩu.</p>
${token === null ? '' : html`<div class="banner done" role="status"><p class="tight">Mã mới, chỉ hiện một lần này. Xin chép và giữ kín:</p><p class="tight"><code>${token}</code></p></div>`}
<ul class="files">${programs.map(
    ({ id, name, madeAt }) =>
      html`<li>${name} <span class="small soft">· tạo lúc ${exactTime(madeAt)}</span> <form class="own inline" method="post" action="/chuong-trinh/${id}/thu-hoi"><button class="quiet" aria-label="Thu hồi mã của ${name}">Thu hồi</button></form></li>`,
  )}</ul>
<form class="stack own" method="post" action="/chuong-trinh">
<label>Tên chương trình <input name="ten" required maxlength="100" autocomplete="off"></label>
<button>Tạo mã</button>
</form></section>`
}

function deviceRow({ now }: Frame, { id, device, openedAt, seenAt }: Device, here: boolean): Html {
  return html`<li class="plain"><div>
<h2>${deviceName(device)}</h2>
<p class="small soft tight">Đăng nhập lúc ${exactTime(openedAt)} · dùng lần cuối ${age(seenAt, now)}</p>
${here ? html`<p class="tight">${badge('Thiết bị này', 'system-here', 'good')}</p>` : html`<form class="own" method="post" action="/thiet-bi/${id}/dang-xuat"><button class="quiet">Đăng xuất</button></form>`}
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
