import { html } from 'hono/html'
import { type FieldName, Private } from '../../src/domain.ts'
import { withoutOwnNumbers } from '../numbers.ts'
import { type Frame, type Html, page } from './layout.ts'
import type { SubmissionView, TextView } from './views.ts'
import { fieldText, subjectText } from './words.ts'

/** Where on the page of texts a field stands, or its empty label. */
export const fieldPlace = (reference: string, field: FieldName): string => `/bai/${reference}/da-doc#${field}`

/** The mails' and documents' texts as they were looked through, with what was read, and where. */
export function textsPage(frame: Frame, view: SubmissionView, texts: readonly TextView[]): Html {
  const { reference, verdict } = view
  const places = new Map(FIELDS.map(field => [field, placeOf(texts, field)]))
  return page(
    frame,
    'Chỗ máy đã đọc',
    view.list,
    html`<p class="soft small tight"><a href="/bai/${reference}">← ${reference}</a></p>
<h1>Chỗ máy đã đọc</h1>
<section class="box" aria-labelledby="read"><h2 id="read">Từng mục trên mẫu</h2>
<p class="small soft">Bấm vào một mục để tới chỗ đó trong bản gốc. Dòng được tô là chỗ có mục ấy.</p>
<ul>${FIELDS.map(field => html`<li>${fieldLine(field, places.get(field) ?? null, verdict.fields[field])}</li>`)}</ul></section>
${texts.map((text, at) => textBox(view, text, at, places))}`,
  )
}

const FIELDS = Object.keys(fieldText) as readonly FieldName[]

/** A line, by the numbers of its text and of itself. */
interface Place {
  readonly text: number
  readonly line: number
  readonly isEmpty: boolean
}

/** The most trusted text comes last. A label counts where the value stands nowhere. */
function placeOf(texts: readonly TextView[], field: FieldName): Place | null {
  const search = (isOn: (line: TextView['lines'][number]) => boolean, isEmpty: boolean): Place | null => {
    const text = texts.findLastIndex(({ lines }) => lines.some(isOn))
    return text < 0 ? null : { text, line: texts[text]?.lines.findIndex(isOn) ?? 0, isEmpty }
  }
  return search(({ says }) => says.includes(field), false) ?? search(({ asks }) => asks === field, true)
}

function fieldLine(field: FieldName, place: Place | null, value: SubmissionView['verdict']['fields'][FieldName]): Html {
  const name = place === null ? fieldText[field] : html`<a href="#${field}">${fieldText[field]}</a>`
  if (place?.isEmpty) return html`${name}: <span class="missing">có mục này trên mẫu, chưa đọc được câu trả lời</span>`
  if (place !== null) return html`${name}`
  const isRead = value !== null && (value instanceof Private || value.length > 0)
  return isRead
    ? html`${name}: <span class="soft">đọc được, nhưng không chỉ được đúng dòng (có thể ở tiêu đề thư, hoặc viết khác đi)</span>`
    : html`${name}: <span class="missing">không thấy ở đâu</span>`
}

function textBox(
  view: SubmissionView,
  { file, mail, lines }: TextView,
  at: number,
  places: ReadonlyMap<FieldName, Place | null>,
): Html {
  const { fields } = view.verdict
  const sent = view.mails.filter(({ joined }) => joined !== null)[mail]
  const name =
    file === null
      ? html`Thư: ${subjectText(sent?.subject ?? '')}`
      : html`<a href="/tep/${file.sha256}/${encodeURIComponent(file.name)}">${file.name}</a>`
  return html`<section class="box" aria-labelledby="text-${at}"><h2 id="text-${at}">${name}</h2>${lines.map(
    ({ text, says, asks }, line) => {
      const named = says.length > 0 ? says : asks === null ? [] : [asks]
      return lineText(
        withoutOwnNumbers(text, fields),
        named,
        FIELDS.filter(field => places.get(field)?.text === at && places.get(field)?.line === line),
      )
    },
  )}</section>`
}

/** Several fields may stand on one line, each is led to by its name. The article is set off, not marked: it is long. */
function lineText(text: string, named: readonly FieldName[], anchors: readonly FieldName[]): Html {
  const places = anchors.map(field => html`<span id="${field}"></span>`)
  if (named.length === 0) return html`<p>${text}</p>`
  if (named.every(field => field === 'body')) return html`<p class="from">${places}${text}</p>`
  return html`<p>${places}<mark>${text}</mark> <span class="small soft">${named.map(field => fieldText[field]).join(', ')}</span></p>`
}
