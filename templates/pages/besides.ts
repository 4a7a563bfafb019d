import { html } from 'hono/html'
import type { Quota } from '../../src/domain.ts'
import type { Html } from './html.ts'
import { QUEUE_LISTS } from './queueLists.ts'
import type { BesideRow, SubmissionView, UnitView } from './views.ts'
import { day, today } from './words.ts'

/** The unit's quota, and what this unit and this sender have sent before. */
export function besidesBox({ besides: { unit, ofUnit, ofSender } }: SubmissionView): Html {
  const isFirst = ofUnit.length + ofSender.length === 0
  return html`<section class="box" aria-labelledby="besides"><h2 id="besides">Đơn vị và người gửi</h2>
${unit === null ? '' : html`<p class="tight">${unitText(unit)}</p>`}
${isFirst ? html`<p class="small soft">Chưa có bài nào khác.</p>` : ''}
${ofUnit.length === 0 ? '' : html`<h3>Bài khác của đơn vị</h3>${rowList(ofUnit)}`}
${ofSender.length === 0 ? '' : html`<h3>Bài khác của người gửi</h3>${rowList(ofSender)}`}
</section>`
}

/** "LĐLĐ huyện Ba Bể: tháng này 0/1, cả năm 9/12 bài đã đăng". */
function unitText({ name, quota, published }: UnitView): string {
  const of = (count: number, owed: number | undefined): string => (owed === undefined ? `${count}` : `${count}/${owed}`)
  return `${name}: ${periodText(quota)} ${of(published.inPeriod, quota?.inPeriod)}, cả năm ${of(published.inYear, quota?.inYear)} bài đã đăng`
}

const periodText = (quota: Quota | null): string => (quota?.months === 6 ? '6 tháng này' : 'tháng này')

const rowList = (rows: readonly BesideRow[]): Html =>
  html`<ul class="files small">${rows.map(
    ({ reference, title, editedTitle, list, lastMailAt, publishedOn }) =>
      html`<li><a href="/bai/${reference}">${editedTitle ?? title ?? 'Chưa có tít'}</a> <span class="soft">· ${QUEUE_LISTS[list].name} · ${day(publishedOn ?? today(lastMailAt))}</span></li>`,
  )}</ul>`
