import { html } from 'hono/html'
import type { Publication } from '../../src/domain.ts'
import { publicationOf } from '../publication.ts'
import { facebookText, zaloText } from '../takeAway.ts'
import type { Html } from './html.ts'
import type { SubmissionView } from './views.ts'

/** The article to be taken away: whole as a package, and its text as it stands in a post. */
export function takeAwayBox(view: SubmissionView): Html {
  const publication = publicationOf(view)
  return html`<section class="box" aria-labelledby="take-away"><h2 id="take-away">Lấy bài để đăng</h2>
<p class="tight"><a class="button quiet" href="/bai/${view.reference}/goi-bai">Tải gói bài (.zip)</a></p>
<p class="small soft">Bài dạng Word và HTML, ảnh gốc, ảnh 1.600 px để đăng web, chú thích ảnh. Không kèm số điện thoại, số tài khoản.</p>
${places(view, publication)}
${post('facebook', 'Chép cho Facebook', facebookText(publication))}
${post('zalo', 'Chép cho Zalo', zaloText(publication))}
</section>`
}

/** Originals stay as they came, so one that says where it was taken goes along only when an editor asks for it. */
function places({ reference }: SubmissionView, { photos }: Publication): Html | '' {
  const count = photos.filter(({ hasPlace }) => hasPlace).length
  if (count === 0) return ''
  return html`<p class="small soft">${count} ảnh gốc có ghi vị trí nơi chụp (GPS) nên không nằm trong gói này. Ảnh đăng web không có vị trí. <a href="/bai/${reference}/goi-bai?vi-tri=co">Tải gói kèm cả ảnh gốc có vị trí</a></p>`
}

/** The button appears where a script runs; without one the text is selected by hand. */
function post(id: string, name: string, text: string): Html {
  return html`<details class="post"><summary>${name}</summary>
<textarea id="${id}" rows="10" readonly aria-label="${name}">${text}</textarea>
<p class="tight"><button class="quiet" data-copies="${id}" hidden>Chép</button> <span class="small soft" role="status"></span></p>
</details>`
}
