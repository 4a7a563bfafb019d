import type { Address, Office, ReplyKind, ReplyText, SubmissionVerdict } from '../../src/domain.ts'
import { acknowledge } from './acknowledge.ts'
import { close } from './close.ts'
import { complete } from './complete.ts'
import type { Answered } from './letter.ts'
import { accepted, declined, published } from './outcome.ts'
import { remind } from './remind.ts'

/** A reply as it would be sent. */
export interface Reply extends ReplyText {
  readonly kind: ReplyKind
  readonly to: string
}

/** What a letter about a submission is written from. */
export interface About {
  readonly verdict: SubmissionVerdict
  /** Who is written to (`src/mail/answer.ts`); null: nobody may be. */
  readonly to: Address | null
  /** Who wrote the newest mail: called by name. */
  readonly from: Address | null
  readonly office: Office
  readonly reference: string
}

/** The reply to a submission, or null where nobody may be answered. */
export function replyFor(about: About): Reply | null {
  if (about.verdict.decision === 'none') return null
  return letterFor(about.verdict.decision === 'accept' ? 'acknowledge' : 'complete', about)
}

/**
 * Any letter about a submission; null where nobody may be written to, or the sender is perhaps forged.
 *
 * @param words the link of `published`, the editor's reason of `declined`, what an editor asks for in `complete`
 */
export function letterFor(kind: ReplyKind, { verdict, to, from, office, reference }: About, words = ''): Reply | null {
  if (to === null || verdict.findings.some(({ rule }) => rule === 'mail.sender')) return null
  const answered = { verdict, office, reference, name: nameOf(from ?? to, verdict.fields.author) }
  return { kind, to: to.address, ...LETTERS[kind](answered, words) }
}

const LETTERS: Record<ReplyKind, (answered: Answered, words: string) => ReplyText> = {
  acknowledge,
  complete,
  remind,
  close,
  accepted,
  published,
  declined,
}

/**
 * Who is written to: the sender by name, else the author. A sender who writes the own name without diacritics, in
 * capitals or the other way round is the author, and called as on the form.
 */
function nameOf({ name }: Address, author: string | null): string | null {
  const sender = personIn(name)
  const writer = author === null ? null : personIn(author)
  if (sender === null) return writer
  return writer !== null && keyOf(writer) === keyOf(sender) ? writer : sender
}

/** "NÔNG THỊ MINH HẰNG", "Nong Thi Minh Hang", "Hằng Nông Thị Minh" → the same key. */
const keyOf = (name: string): string =>
  name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').split(/\s+/).sort().join(' ')

/** How offices begin; "Công", "Trường" and "Đoàn" are people's names as well. */
const OFFICE =
  /^(công đoàn|liên đoàn|trường|phòng|ban|sở|cục|chi cục|trung tâm|bệnh viện|văn phòng|công ty|huyện|thành phố|cong doan|lien doan|truong|phong|van phong|trung tam|benh vien)(?!\p{L})|cđcs|lđlđ|cdcs|ldld|ubnd|gmail/iu

/** A name of two to five words, each with a capital, that is a person's and no office's; capitals throughout are eased. */
function personIn(text: string): string | null {
  const name = text.trim().replace(/\s+/g, ' ')
  if (OFFICE.test(name) || !/^\p{Lu}\p{L}*(?: \p{Lu}\p{L}*){1,4}$/u.test(name)) return null
  return name === name.toUpperCase() ? name.replace(/(?<=\p{L})\p{L}+/gu, rest => rest.toLowerCase()) : name
}
