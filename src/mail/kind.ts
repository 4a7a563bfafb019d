import type { Content, FormReading, Office, OtherReason, Reading } from '../domain.ts'
import { isOfficialLetter } from '../form/article.ts'
import { fold } from '../form/clean.ts'
import { sharedLinks } from '../rules/links.ts'

/** What is known of a mail when it is sorted. */
export interface Arrived {
  readonly reading: Reading
  /** The form as read from this mail alone. */
  readonly form: FormReading
  readonly office: Office
  /** It answers a mail of ours, or a submission's. */
  readonly answers: boolean
  /** Its sender has sent a contribution before. */
  readonly wroteBefore: boolean
}

export type Kind = { readonly kind: 'submission' } | { readonly kind: 'other'; readonly why: OtherReason }

const other = (why: OtherReason): Kind => ({ kind: 'other', why })

/**
 * Is this mail a contribution? By positive signs only: nothing is one because it is not something else. Weak or mixed
 * signs are `maybe`: shown first under "Thư khác", never answered.
 */
export function kindOf(arrived: Arrived): Kind {
  const { reading, office } = arrived
  const { mail } = reading
  if (mail.from !== null && office.addresses.includes(mail.from.address)) return other('ours')
  if (mail.automatic === 'bounce' || mail.automatic === 'autoReply') return other(mail.automatic)
  const strong =
    hasForm(arrived) || hasArticle(arrived) || completes(arrived) || handsOver(arrived) || bringsPhotos(arrived)
  if (mail.automatic !== null) return other(hasForm(arrived) ? 'maybe' : mail.automatic)
  if (strong) return { kind: 'submission' }
  return other(whyNot(arrived))
}

/** Labels of the form: three are no accident. */
const FORM_LABELS = 3

function hasForm({ form }: Arrived): boolean {
  const telling = form.labels.some(label => ['title', 'body', 'captions', 'author'].includes(label))
  return form.labels.length >= FORM_LABELS && telling
}

/** An article-like Vietnamese text, with something that says it is sent to be published: photos, a title, a file, a word. */
function hasArticle(arrived: Arrived): boolean {
  const { form, reading } = arrived
  if (!form.articleLike || isOfficialLetter(reading.mail.own) || invites(reading)) return false
  return form.source === 'document' || photosIn(reading) > 0 || form.fields.title !== null || speaksOfSending(reading)
}

/** An answer that brings what a submission may lack. */
function completes({ answers, form, reading }: Arrived): boolean {
  if (!answers) return false
  const { fields } = form
  const brings = [fields.author, fields.unit, fields.phone, fields.accountNumber, fields.accountHolder].some(
    value => value !== null,
  )
  return (
    brings ||
    fields.captions.length > 0 ||
    (fields.body !== null && form.articleLike) ||
    filesIn(reading) > 0 ||
    shares(reading)
  )
}

/** "Em gửi bài và ảnh" with a document, an archive or a link: even one that cannot be opened. */
function handsOver({ reading, form }: Arrived): boolean {
  if (!speaksOfSending(reading) || invites(reading)) return false
  const document = contentsOf(reading).some(content => content.kind === 'document' && !isOfficial(content))
  const closed = contentsOf(reading).some(({ kind }) => kind === 'closed')
  return (
    closed ||
    (document && (form.articleLike || photosIn(reading) > 0)) ||
    (photosIn(reading) > 0 && form.articleLike) ||
    (shares(reading) && form.articleLike)
  )
}

/** Photos with words about them, from somebody who wrote before. */
function bringsPhotos({ reading, wroteBefore }: Arrived): boolean {
  return (
    wroteBefore &&
    photosIn(reading) > 0 &&
    (speaksOfSending(reading) || reading.mail.own.trim().length >= 15) &&
    !invites(reading)
  )
}

function whyNot(arrived: Arrived): OtherReason {
  const { reading, form, answers } = arrived
  if (invites(reading)) return 'invitation'
  if (isOfficialMail(reading)) return 'officialLetter'
  if (reading.mail.damaged && form.fields.body === null) return 'maybe'
  if (isConversation(reading, answers)) return 'conversation'
  return hasWeakSign(arrived) ? 'maybe' : 'noSign'
}

/** Something of a contribution: a photo, a Vietnamese document, an article-like text, a label, words of sending with a file. */
function hasWeakSign({ reading, form }: Arrived): boolean {
  const contents = contentsOf(reading)
  const documents = contents.some(content => content.kind === 'document' && !isOfficial(content))
  const closed = contents.some(({ kind }) => kind === 'closed')
  return (
    photosIn(reading) > 0 ||
    form.articleLike ||
    form.labels.length >= 2 ||
    (documents && speaksOfUnion(reading)) ||
    ((documents || closed || shares(reading)) && speaksOfSending(reading)) ||
    (speaksOfSending(reading) && /\b(bai|tin)\b/.test(fold(reading.mail.subject)) && form.fields.body !== null)
  )
}

const SENDING =
  /\b(gui|nop|chuyen|dinh kem|kem theo|bo sung|gui lai)\b[^.!?\n]{0,80}\b(bai|tin|anh|hinh|chu thich|noi dung)\b|\b(tin,? bai|bai viet|tin anh|bai anh|anh goc|bai du thi)\b/

function speaksOfSending({ mail }: Reading): boolean {
  return SENDING.test(fold(`${mail.subject}\n${mail.own.slice(0, 2000)}`))
}

const speaksOfUnion = ({ mail }: Reading): boolean =>
  /cong doan|cdcs|ldld|doan vien/.test(fold(`${mail.subject}\n${mail.own}`))

const INVITES = /\b(giay moi|thu moi|(tran trong )?kinh moi|moi (hop|du|tham du|dong chi))\b/

/** The subject, the first lines or a file's name say that somebody is invited. An article may mention a guest. */
function invites({ mail }: Reading): boolean {
  const names = mail.files.map(({ name }) => name).join('\n')
  return INVITES.test(fold(`${mail.subject}\n${mail.own.slice(0, 300)}\n${names}`).replaceAll('_', ' '))
}

const OFFICIAL_NAME =
  /\b(cong van|cv|thong bao|tb|ke hoach|kh|quyet dinh|qd|to trinh|bao cao|bc|huong dan|hd|bien ban|giay moi)\b.{0,12}(so )?\d{1,4}|\d{1,4}[-_ ]?(cv|tb|kh|qd|ldld|bc|hd)\b/

function isOfficialMail(reading: Reading): boolean {
  const { mail } = reading
  const named = mail.files.some(({ name }) => OFFICIAL_NAME.test(fold(name).replaceAll('_', ' ')))
  return isOfficialLetter(mail.own) || contentsOf(reading).some(isOfficial) || (named && !speaksOfSending(reading))
}

function isOfficial(content: Content): boolean {
  if (content.kind !== 'document') return false
  const text = content.document.blocks
    .map(block => (block.kind === 'paragraph' ? block.text : textOfTable(block)))
    .join('\n')
  return isOfficialLetter(text)
}

function textOfTable(block: Extract<Content, { kind: 'document' }>['document']['blocks'][number]): string {
  if (block.kind !== 'table') return ''
  return block.rows
    .flat()
    .flatMap(cell => cell.blocks)
    .map(inner => (inner.kind === 'paragraph' ? inner.text : textOfTable(inner)))
    .join('\n')
}

const TALK =
  /\b(cam on|da nhan (duoc)?|bao gio|khi nao|dang (bai )?chua|da dang|cho (em|toi) hoi|xin hoi|ok|vang|da em|nhuan but|duoc chua|xac nhan)\b/

/** Thanks and questions: short, without files. */
function isConversation({ mail }: Reading, answers: boolean): boolean {
  const words = mail.own.trim().split(/\s+/).length
  return mail.files.length === 0 && words <= 60 && (answers || TALK.test(fold(mail.own)))
}

function contentsOf({ contents }: Reading): readonly Content[] {
  return contents.flatMap(content => (content.kind === 'mail' ? [content, ...contentsOf(content)] : [content]))
}

const photosIn = (reading: Reading): number => contentsOf(reading).filter(({ kind }) => kind === 'photo').length

const filesIn = (reading: Reading): number =>
  contentsOf(reading).filter(({ kind }) => ['photo', 'document', 'closed'].includes(kind)).length

const shares = ({ mail }: Reading): boolean => sharedLinks(mail.links).length > 0
