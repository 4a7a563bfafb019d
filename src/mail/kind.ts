import type { Content, FieldName, Fields, FormReading, Office, OtherReason, Reading } from '../domain.ts'
import { fold } from '../form/clean.ts'
import { answersFields } from '../form/statements.ts'
import { sharedLinks } from '../rules/links.ts'
import { isOurs } from './answer.ts'
import { closedIn, filesIn, papersIn, photosIn } from './brings.ts'
import { contentsOf } from './contents.ts'
import { isOfficialDocument, noticeIn } from './notices.ts'
import { speaksOfArticle, speaksOfMore, speaksOfPhotos, speaksOfUnion, talks, wishes } from './speech.ts'

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

const submission: Kind = { kind: 'submission' }
const other = (why: OtherReason): Kind => ({ kind: 'other', why })

/**
 * Is this mail a contribution? By positive signs only: nothing is one because it is not something else. Weak or mixed
 * signs are `maybe`: shown first under "Thư khác", never answered.
 */
export function kindOf(arrived: Arrived): Kind {
  const { mail } = arrived.reading
  if (mail.from !== null && isOurs(mail.from.address, arrived.office)) return other('ours')
  if (mail.automatic !== null) return automaticKind(arrived)
  const notice = noticeIn(arrived.reading)
  if (hasFilledForm(arrived)) return notice === null || isPlainlyOurs(arrived) ? submission : other('maybe')
  if (notice !== null) return noticeKind(arrived, notice)
  if (isConversation(arrived)) return other('conversation')
  if (hasArticle(arrived) || completes(arrived) || handsOver(arrived) || bringsPhotos(arrived)) return submission
  if (hasWeakSign(arrived)) return other('maybe')
  return other(talks(mail) ? 'conversation' : 'noSign')
}

/** A unit's list passes on the filled form of a person; whatever else a machine sends is at most perhaps one. */
function automaticKind(arrived: Arrived): Kind {
  const { automatic } = arrived.reading.mail
  if (automatic === null || automatic === 'bounce') return other(automatic ?? 'noSign')
  if (automatic === 'list' && hasFilledForm(arrived) && arrived.form.articleLike) return submission
  const carriesArticle =
    arrived.form.articleLike && (arrived.form.source === 'document' || photosIn(arrived.reading) > 0)
  return other(hasFilledForm(arrived) || carriesArticle ? 'maybe' : automatic)
}

/** An official letter that hands over an article is the unit's covering letter; other mixtures are for the editor. */
function noticeKind(arrived: Arrived, notice: OtherReason): Kind {
  const { reading, form } = arrived
  const sends = speaksOfArticle(reading.mail)
  if (form.articleLike && sends && (form.source === 'document' || photosIn(reading) > 0)) return submission
  const offersNews = notice === 'spam' && isUnionText(reading.mail.own, MANY_WORDS)
  const brings = (photosIn(reading) > 0 && notice !== 'invitation') || (sends && filesIn(reading) > 0)
  const mixed = form.articleLike || offersNews || brings
  return other(mixed && !isOnlyOfficial(reading) ? 'maybe' : notice)
}

/** All its papers are official ones, and nothing else came. */
function isOnlyOfficial({ contents }: Reading): boolean {
  const papers = contentsOf(contents).filter(({ kind }) => kind === 'document' || kind === 'photo' || kind === 'closed')
  return papers.length > 0 && papers.every(isOfficialDocument)
}

/** Labels that other lists and letters do not have. */
const OURS: readonly FieldName[] = ['title', 'body', 'captions']

/** Three labels are no accident; the lists that people register with have names, units and phones as well. */
const FORM_LABELS = 3
/** Somebody wrote into the form: it is not the blank one. */
const ANSWERS = 2

function hasForm({ form: { labels, articleLike } }: Arrived): boolean {
  return labels.length >= FORM_LABELS && (articleLike || labels.includes('title') || labels.includes('captions'))
}

/** Also beside an official letter, or in a mail that is called a report. */
const isPlainlyOurs = ({ form }: Arrived): boolean =>
  form.articleLike && form.labels.some(label => OURS.includes(label))

function hasFilledForm(arrived: Arrived): boolean {
  const { labels, fields } = arrived.form
  return hasForm(arrived) && labels.filter(label => isAnswered(fields, label)).length >= ANSWERS
}

const isAnswered = (fields: Fields, label: keyof Fields): boolean =>
  label === 'captions' ? fields.captions.length > 0 : fields[label] !== null

/** An article-like Vietnamese text, with something that says it is sent to be published: photos, a title, a file, a word. */
function hasArticle({ form, reading, wroteBefore }: Arrived): boolean {
  if (isSignedNews(form) && photosIn(reading) > 0) return true
  if (!form.articleLike) return false
  if (form.source === 'document' || photosIn(reading) > 0 || speaksOfArticle(reading.mail) || wroteBefore) return true
  const { title, author, unit } = form.fields
  return isForwarded(reading, form) ? author !== null || unit !== null : title !== null || author !== null
}

/** "Tin, ảnh: Nông Văn K – CĐCS Trường A" under a short item says that it is sent to be published. */
const isSignedNews = ({ source, labels, fields }: FormReading): boolean =>
  source === 'body' && labels.includes('author') && fields.author !== null

/** News that somebody passes on may be anybody's. */
function isForwarded({ mail }: Reading, { fields }: FormReading): boolean {
  const [start = ''] = (fields.body ?? '').split('\n')
  return mail.forwarded !== '' && !mail.own.includes(start.slice(0, 40))
}

/** An answer that brings what a submission may lack. */
function completes({ answers, form, reading }: Arrived): boolean {
  if (!answers) return false
  const says = form.labels.length > 0 || form.captions.length > 0 || form.articleLike || givesNumber(reading, form)
  return says || answersFields(reading.mail.own) || filesIn(reading) > 0 || shares(reading)
}

/** Digits of a phone or account in the person's own words; those of a signature stand under every mail. */
function givesNumber({ mail }: Reading, { fields }: FormReading): boolean {
  const digits = mail.own.replace(/\D/g, '')
  return [fields.phone, fields.accountNumber].some(number => number !== null && digits.includes(number.reveal()))
}

/** "Em gửi bài" with a document, the blank form, a closed file, or a link where the sender is known. */
function handsOver(arrived: Arrived): boolean {
  const { reading, wroteBefore } = arrived
  if (hasForm(arrived) && (saysNothing(reading) || wroteBefore)) return true
  if (speaksOfPhotos(reading.mail) && wroteBefore && (shares(reading) || closedIn(reading) > 0)) return true
  if (!speaksOfArticle(reading.mail)) return false
  return papersIn(reading) > 0 || closedIn(reading) > 0 || (shares(reading) && wroteBefore)
}

const saysNothing = ({ mail }: Reading): boolean => mail.own.trim() === '' && mail.forwarded === ''

/** Photos with words about them, from somebody who wrote before. */
function bringsPhotos({ reading, form, wroteBefore }: Arrived): boolean {
  if (!wroteBefore || photosIn(reading) === 0 || talks(reading.mail)) return false
  return (
    speaksOfPhotos(reading.mail) || speaksOfArticle(reading.mail) || form.captions.length > 0 || hasSentence(reading)
  )
}

/** Words like a caption: at least five. */
const hasSentence = ({ mail }: Reading): boolean => mail.own.split(/\s+/).filter(Boolean).length >= 5

/** A short news item of a few sentences is shorter than what reads like an article for certain. */
const FEW_WORDS = 15
/** A union's news of cheap goods for its members uses a shop's words; a shop's notice is shorter. */
const MANY_WORDS = 60

/** Something of a contribution: a photo, a union's document, an article-like text, labels, words of sending with a file. */
function hasWeakSign({ reading, form, answers, wroteBefore }: Arrived): boolean {
  const { mail } = reading
  const { body } = form.fields
  const isShortNews =
    body !== null && body.split(/\s+/).length >= FEW_WORDS && speaksOfUnion(`${mail.subject}\n${body}`)
  const brings = filesIn(reading) > 0 || shares(reading) || form.labels.length > 0 || form.captions.length > 0
  return (
    answers ||
    mail.damaged ||
    photosIn(reading) > 0 ||
    form.articleLike ||
    (form.labels.length >= 2 && (isShortNews || form.labels.some(label => OURS.includes(label)))) ||
    (isShortNews && (form.source === 'document' || speaksOfArticle(mail))) ||
    (brings && (speaksOfArticle(mail) || speaksOfPhotos(mail) || speaksOfMore(mail))) ||
    ((wroteBefore || givesNumber(reading, form)) && speaksOfMore(mail)) ||
    (speaksOfArticle(mail) && reading.contents.some(({ kind }) => kind === 'other')) ||
    contentsOf(reading.contents).some(isNamedLikeArticle)
  )
}

/** "tin bai cdcs.zip", "Bài viết 20-11.docx": a name that says what is inside, though it cannot be read. */
function isNamedLikeArticle(content: Content): boolean {
  if (content.kind !== 'document' && content.kind !== 'closed') return false
  return /(^|[^a-z])(tin ?bai|bai ?viet|tin|bai|anh|tin anh)([^a-z]|$)/.test(
    fold(content.file.name).replaceAll('_', ' '),
  )
}

const isUnionText = (text: string, words: number): boolean => text.split(/\s+/).length >= words && speaksOfUnion(text)

const SHORT = 60

/** Thanks, questions, wishes and receipts: short, with no file, no label and nothing that was asked for. */
function isConversation({ reading, form, answers }: Arrived): boolean {
  const { mail } = reading
  const words = mail.own.split(/\s+/).filter(Boolean).length
  const bringsNothing =
    filesIn(reading) === 0 && !shares(reading) && form.labels.length === 0 && !/\d(?:[ .-]?\d){5}/.test(mail.own)
  if (!bringsNothing || words > SHORT || form.articleLike || (answers && answersFields(mail.own))) return false
  return talks(mail) || (answers && (words === 0 || wishes(mail)))
}

const shares = ({ mail }: Reading): boolean => sharedLinks(mail.links).length > 0
