import { html } from 'hono/html'
import type { Office } from '../../src/domain.ts'
import { barePage, type Html } from './layout.ts'

/** Where one asks for a link. */
export const askLinkPage = (office: Office): Html =>
  barePage(
    office,
    'Đăng nhập qua e-mail',
    html`<h1>Đăng nhập qua e-mail</h1>
<p>Xin ghi địa chỉ e-mail của đồng chí. Thư gửi tới đó có đường dẫn để đăng nhập, không cần mật khẩu.</p>
<form class="stack" method="post" action="/dang-nhap/thu">
<label>E-mail <input type="email" name="email" required autocomplete="username"></label>
<button>Gửi đường dẫn</button>
</form>
<p class="small"><a href="/dang-nhap">Đăng nhập bằng mật khẩu</a></p>`,
  )

/** The same whether anybody has the address or not. */
export const linkAskedPage = (office: Office): Html =>
  barePage(
    office,
    'Xin xem hộp thư',
    html`<h1>Xin xem hộp thư</h1>
<p>Nếu địa chỉ vừa ghi là của một biên tập viên, thư có đường dẫn đăng nhập sẽ tới trong ít phút. Đường dẫn dùng được một lần, trong thời gian ngắn.</p>
<p class="small soft">Chưa thấy thư? Xin xem cả mục thư rác, hoặc chờ 15 phút rồi thử lại.</p>
<p class="small"><a href="/dang-nhap">Về trang đăng nhập</a></p>`,
  )

/** Where the link leads. */
export const enterPage = (office: Office, token: string): Html =>
  barePage(
    office,
    'Đăng nhập',
    html`<h1>Đăng nhập</h1>
<form class="stack" method="post" action="/vao">
<input type="hidden" name="ma" value="${token}">
<button>Vào trang duyệt bài</button>
</form>`,
  )

export const voidLinkPage = (office: Office): Html =>
  barePage(
    office,
    'Đăng nhập',
    html`<h1>Đường dẫn này không còn dùng được</h1>
<p>Đường dẫn đã được dùng, đã quá hạn hoặc chép chưa đủ. Xin <a href="/dang-nhap">đăng nhập</a> lại.</p>`,
  )
