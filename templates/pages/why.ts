import { html } from 'hono/html'
import type { FieldName, Finding, RuleId } from '../../src/domain.ts'
import type { Html } from './html.ts'
import { mailAnchor } from './mail.ts'
import { photoAnchor } from './photos.ts'
import { fieldPlace } from './texts.ts'
import type { SubmissionView } from './views.ts'

/** Rules about a field of the form: what they rest on is the text in which it was looked for. */
const FIELD_OF: Partial<Record<RuleId, FieldName>> = {
  'form.title': 'title',
  'form.body': 'body',
  'form.author': 'author',
  'form.unit': 'unit',
  'form.phone': 'phone',
  'form.captions': 'captions',
  'pay.account': 'accountNumber',
}

/** "Vì sao?": the places in the original that a finding rests on. */
export function why({ rule, files }: Finding, view: SubmissionView): Html {
  const field = FIELD_OF[rule]
  const links =
    field !== undefined
      ? [html`<a href="${fieldPlace(view.reference, field)}">chỗ máy đã đọc</a>`]
      : files.length > 0
        ? files.map(name => html`<a href="#${anchorOf(name, view)}">${name}</a>`)
        : [html`<a href="#${mailsAnchor(view)}">thư gốc</a>`]
  return html`<span class="small">Vì sao? Xem ${links.map((link, at) => html`${at === 0 ? '' : ', '}${link}`)}</span>`
}

/** A photo's card, that of its better copy, or the mail that a file or link came with. */
function anchorOf(name: string, { verdict: { photos }, mails }: SubmissionView): string {
  const photo = photos.find(({ file }) => file.name === name)
  if (photo !== undefined) return photoAnchor(photo.copyOf ?? photo.file.sha256)
  const mail = mails.find(
    ({ files, links }) =>
      files.some(file => file.name === name) || links.some(link => (link.name || link.url) === name),
  )
  return mail === undefined ? 'mails' : mailAnchor(mail.id)
}

const mailsAnchor = ({ mails: [first, ...others] }: SubmissionView): string =>
  first === undefined || others.length > 0 ? 'mails' : mailAnchor(first.id)
