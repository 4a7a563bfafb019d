import { html } from 'hono/html'
import type { Editor, Office } from '../../src/domain.ts'
import { barePage, type Frame, type Html, notice } from './layout.ts'

/** Why a password was not taken: fewer than 12 letters · easily guessed. */
export type PasswordProblem = 'short' | 'simple'

const SIGN_IN_PROBLEM = {
  wrong: 'E-mail hoặc mật khẩu chưa đúng.',
  locked: 'Đã thử sai quá nhiều lần. Xin chờ 15 phút rồi thử lại.',
} as const

/** @param form what was sent before, and why that did not do. `next`: the path to go to afterwards · `byMail`: a link can be mailed */
export function signInPage(
  office: Office,
  {
    email,
    next,
    problem,
    byMail,
  }: {
    readonly email: string
    readonly next: string
    readonly problem: keyof typeof SIGN_IN_PROBLEM | null
    readonly byMail: boolean
  },
): Html {
  return barePage(
    office,
    'Đăng nhập',
    html`<h1>Đăng nhập</h1>
${problem === null ? '' : alert(SIGN_IN_PROBLEM[problem])}
<form class="stack" method="post" action="/dang-nhap">
<input type="hidden" name="tiep" value="${next}">
<label>E-mail <input type="email" name="email" value="${email}" required autocomplete="username"></label>
<label>Mật khẩu <input type="password" name="mat-khau" required autocomplete="current-password"></label>
<button>Đăng nhập</button>
</form>
${byMail ? html`<p><a href="/dang-nhap/thu">Đăng nhập qua e-mail, không cần mật khẩu</a></p>` : ''}
<p class="small soft">Quên mật khẩu? Xin báo người quản trị gửi cho đồng chí một địa chỉ đặt mật khẩu mới.</p>`,
  )
}

const SET_UP_PROBLEM: Record<PasswordProblem | 'person', string> = {
  person: 'Xin ghi đủ họ tên và địa chỉ e-mail.',
  short: 'Mật khẩu cần ít nhất 12 ký tự. Một câu ngắn dễ nhớ là tốt nhất.',
  simple: 'Mật khẩu này quá dễ đoán. Xin chọn mật khẩu khác.',
}

interface SetUp {
  readonly code: string
  readonly whom: Editor | 'first'
  readonly name: string
  readonly email: string
  readonly problem: keyof typeof SET_UP_PROBLEM | null
}

/** Where a password is set with a code; the first editor says who they are, too. */
export function setUpPage(office: Office, { code, whom, name, email, problem }: SetUp): Html {
  return barePage(
    office,
    'Đặt mật khẩu',
    html`<h1>${whom === 'first' ? 'Thiết lập lần đầu' : `Chào đồng chí ${whom.name}`}</h1>
<p>${whom === 'first' ? 'Đồng chí sẽ là Trưởng Ban Biên tập trên tinbai. Người quản trị thêm được người khác sau.' : 'Xin đặt mật khẩu để vào trang duyệt bài.'}</p>
${problem === null ? '' : alert(SET_UP_PROBLEM[problem])}
<form class="stack" method="post" action="/thiet-lap">
<input type="hidden" name="ma" value="${code}">
${
  whom === 'first'
    ? html`<label>Họ và tên <input name="ten" value="${name}" required maxlength="100" autocomplete="name"></label>
<label>E-mail <input type="email" name="email" value="${email}" required autocomplete="username"></label>`
    : html`<label>E-mail <input type="email" value="${whom.email}" readonly autocomplete="username"></label>`
}
${newPassword('mat-khau', 'Mật khẩu')}
<button>Lưu và vào trang duyệt bài</button>
</form>`,
  )
}

/** @param name of the field; the words beside it say what is asked of it */
export const newPassword = (name: string, label: string): Html =>
  html`<label>${label} <input type="password" name="${name}" required minlength="12" autocomplete="new-password" aria-describedby="${name}-hint"></label>
<p class="small soft tight" id="${name}-hint">Ít nhất 12 ký tự; một câu ngắn dễ nhớ là tốt nhất.</p>`

/** @param why `none`: no code was given, and there are no editors yet · `void`: it was used, or is too old */
export function voidCodePage(office: Office, why: 'none' | 'void'): Html {
  return barePage(
    office,
    'Thiết lập',
    why === 'void'
      ? html`<h1>Địa chỉ này không còn dùng được</h1>
<p>Mã trong địa chỉ đã được dùng, đã quá hạn hoặc chép chưa đủ. Xin người quản trị cấp địa chỉ mới, hoặc <a href="/dang-nhap">đăng nhập</a> nếu đã có mật khẩu.</p>`
      : html`<h1>tinbai chưa có biên tập viên nào</h1>
<p>Khi khởi động, tinbai in ra một địa chỉ có chữ <b>thiet-lap</b>. Xin mở địa chỉ đó để tạo người dùng đầu tiên, hoặc chép mã sau chữ <b>ma=</b> vào đây.</p>
<form class="stack" method="get" action="/thiet-lap">
<label>Mã thiết lập <input name="ma" required autocomplete="off"></label>
<button>Tiếp tục</button>
</form>`,
  )
}

/** For an accountant who would decide. */
export const refusedPage = (frame: Frame): Html =>
  notice(
    frame,
    'Việc này dành cho biên tập viên',
    'Tài khoản kế toán xem được mọi bài nhưng không thay đổi được. Chưa có gì bị thay đổi.',
  )

export const alert = (words: string): Html => html`<p class="banner" role="alert">${words}</p>`
