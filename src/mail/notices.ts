import type { Content, Mail, Reading } from '../domain.ts'
import { isOfficialLetter } from '../form/article.ts'
import { fold } from '../form/clean.ts'
import { contentsOf } from './contents.ts'
import { bareSubject } from './identity.ts'
import { speaksOfArticle } from './speech.ts'

/** What a mail proves to be that is no contribution. */
export type Notice = 'invitation' | 'officialLetter' | 'spam'

/** Signs against a contribution: an invitation, an official letter, an offer or a warning. Null: none. */
export function noticeIn(reading: Reading): Notice | null {
  if (invites(reading)) return 'invitation'
  if (isOfficialMail(reading)) return 'officialLetter'
  return offers(reading.mail) ? 'spam' : null
}

const INVITING_SUBJECT = /^(giay moi|thu moi|(tran trong |tran )?kinh moi|moi (hop|du|tham du|dong chi|cac|giao luu))\b/
const INVITING_NAME = /(^|[^a-z])(giay|thu) ?moi([^a-z]|$)/
/** "LĐLĐ huyện trân trọng kính mời đồng chí …": a sentence to the reader. An article tells that others were invited. */
const INVITING_WORDS =
  /^(tran trong |xin tran trong )?(kinh moi|xin moi|moi (dong chi|anh chi|quy|ban))\b|\b(tran trong |xin )?(kinh moi|tran trong moi)\b.{0,40}\b(dong chi|anh|chi|quy|ban|cac|ong|ba|den|toi|du|tham du)\b/m

function invites({ mail, contents }: Reading): boolean {
  const said = fold(mail.own.slice(0, 600))
  const named = namesOfPapers(contents).some(name => INVITING_NAME.test(name))
  return INVITING_SUBJECT.test(fold(bareSubject(mail.subject))) || named || INVITING_WORDS.test(said)
}

const OFFICIAL_SUBJECT =
  /^(\[?(cong van|thong bao|ke hoach|quyet dinh|to trinh|bao cao|huong dan|trieu tap|nghi quyet|chi thi|danh sach|lich (hop|cong tac)|bien ban|cv|tb|kh|qd)\b|v\/v\b|ve viec\b)/
const OFFICIAL_NAME =
  /\b(cong van|cv|thong bao|tb|ke hoach|kh|quyet dinh|qd|to trinh|bao cao|bc|huong dan|hd|bien ban)\b.{0,12}(so )?\d{1,4}|\d{1,4}[- ]?(cv|tb|kh|qd|ldld|bc|hd|tlđ|tld|ctcs)\b/

/** Speeches, records, applications: texts of a union that are no news. */
const OTHER_TEXT =
  /\b(tham luan|phat bieu|dien van|thu hoach|kiem diem|bao cao thanh tich|tom tat thanh tich|don xin|giay de nghi|de nghi thanh toan|bien ban|so yeu ly lich|danh sach)\b/

/** A subject of so many words tells what happened. */
const TITLE_WORDS = 10
const isTitle = (subject: string): boolean => subject.split(' ').length >= TITLE_WORDS

function isOfficialMail({ mail, contents }: Reading): boolean {
  if (isOfficialLetter(mail.own) || isOfficialLetter(mail.forwarded)) return true
  if (contentsOf(contents).some(isOfficialDocument)) return true
  if (speaksOfArticle(mail)) return false
  const subject = fold(bareSubject(mail.subject))
  const named = namesOfPapers(contents).some(name => OFFICIAL_NAME.test(name) || OTHER_TEXT.test(name))
  return named || OFFICIAL_SUBJECT.test(subject) || (OTHER_TEXT.test(subject) && !isTitle(subject))
}

/** Names of attached papers by their key; a photo may be called "HD 20-11.jpg". */
function namesOfPapers(contents: readonly Content[]): readonly string[] {
  return contentsOf(contents)
    .filter(({ kind }) => kind !== 'photo' && kind !== 'decoration' && kind !== 'mail')
    .map(({ file }) => fold(file.name).replaceAll('_', ' '))
}

export function isOfficialDocument(content: Content): boolean {
  return content.kind === 'document' && isOfficialLetter(textOfBlocks(content.document.blocks))
}

type Blocks = Extract<Content, { kind: 'document' }>['document']['blocks']

function textOfBlocks(blocks: Blocks): string {
  return blocks
    .map(block => {
      if (block.kind === 'paragraph') return block.text
      return block.kind === 'table' ? textOfBlocks(block.rows.flat().flatMap(cell => cell.blocks)) : ''
    })
    .join('\n')
}

/** Words of selling, lending, enrolling, and of those who fish for passwords; two make a sign. */
const OFFERS =
  /khuyen mai|giam gia|uu dai|mua ngay|bao gia|hotline|dang ky ngay|chieu sinh|tuyen sinh|khai giang|hoc phi|chiet khau|freeship|vay von|lai suat|trung thuong|nhan vao day|bam vao (day|lien ket|link)|click|unsubscribe|huy dang ky|xac minh|mat khau|ma otp|so du|dung luong hom thu|tai khoan (cua (ban|quy khach|anh chi) )?(se )?(bi|het)|thanh toan|hoa don|quy khach|cam ket hoan tien|mien phi (ship|van chuyen)/g

function offers({ subject, own }: Mail): boolean {
  return new Set(fold(`${subject}\n${own}`).match(OFFERS)).size >= 2
}
