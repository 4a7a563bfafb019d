import { tidy, withoutSignature } from './signature.ts'

/** The words of a mail, told apart: what the person wrote now, a forwarded mail, quoted earlier mail, a signature. */
export interface Separated {
  readonly own: string
  readonly forwarded: string
  readonly quoted: string
  readonly signature: string
}

const FORWARD =
  /^[-_=*\s>]{0,20}(?:Begin forwarded message|Bắt đầu thư (?:đã |được )*chuyển tiếp|Forwarded message|(?:Thư|Tin nhắn|Thông báo) (?:đã |được )*chuyển tiếp|Chuyển tiếp thư)\s*:?[-_=*\s]{0,20}$/iu
const ORIGINAL =
  /^[-_=*\s>]{0,20}(?:Original Message|Thư gốc|Tin nhắn gốc|Thông điệp gốc|Ursprüngliche Nachricht)[-_=*\s:]{0,20}$/iu

/** A header line of the mail below, as Outlook, Zimbra, iPhone and Yahoo copy it: From, Sent, To, Subject. */
const HEADER_LINE =
  /^[>*\s]*(From|Sent|Date|To|Cc|Bcc|Subject|Reply-To|Importance|Attachments|Từ|Người gửi|Đã gửi|Gửi|Ngày|Ngày gửi|Thời gian|Đến|Tới|Người nhận|Kính gửi đến|Đồng gửi|Chủ đề|Tiêu đề|Về việc|Trả lời đến|Tệp đính kèm)\s*\*?\s*:/iu
const FROM_LINE = /^[>*\s]*(From|Từ|Người gửi)\s*\*?\s*:/iu

/** "On … wrote:", "Vào … đã viết:", "Lúc … đã viết:"; programs break it over up to three lines. */
const ATTRIBUTION =
  /^[>\s]*(?:(?:On|Vào|Lúc|Ngày|Le|Am|Ngày gửi)\b.{0,300}?|.{0,120}<[^<>\s]+@[^<>\s]+>.{0,60}?|\d{1,2}[^\n]{0,80}\d{4}.{0,200}?)(?:wrote|viết|đã viết|a écrit|schrieb)\s*:\s*$/isu

/**
 * Tells the words of a mail apart.
 *
 * @param text lines by "\n"
 * @param forwards the subject says that the mail forwards another: then copied header lines begin content, not a quote
 */
export function separate(text: string, forwards = false): Separated {
  return separateLines(text.replace(INLINE_ATTRIBUTION, '$1\n').split('\n'), forwards, 0)
}

/** A mail is forwarded in a forwarded mail this many times; what is deeper is read as one text. */
const MAX_DEPTH = 8

function separateLines(lines: readonly string[], forwards: boolean, depth: number): Separated {
  const cut = lines.findIndex((_, at) => below(lines, at) !== null)
  const above = cut < 0 ? lines : lines.slice(0, cut)
  const kind = cut < 0 ? null : below(lines, cut)
  const { own, quoted } = withoutQuotes(above)
  const signed = withoutSignature(own)
  if (kind === null) return { own: signed.own, forwarded: '', quoted, signature: signed.signature }
  const rest = afterHeaders(lines.slice(cut), kind)
  const isContent = kind === 'forward' || (kind === 'headers' && (forwards || signed.own === ''))
  if (!isContent) return { ...betweenQuotes(signed.own, rest, kind), signature: signed.signature }
  if (depth === MAX_DEPTH) return { ...signed, forwarded: tidy(rest.join('\n')), quoted }
  const inner = separateLines(unquote(rest), true, depth + 1)
  return {
    own: signed.own,
    forwarded: [inner.own, inner.forwarded].filter(Boolean).join('\n\n'),
    quoted: [quoted, inner.quoted].filter(Boolean).join('\n'),
    signature: signed.signature,
  }
}

type Below = 'forward' | 'headers' | 'attribution'

/** Yahoo's phone programs write the earlier mail on the same line. */
const INLINE_ATTRIBUTION =
  /^([>\s]{0,20}(?:On|Vào|Lúc) .{10,250}<[^<>\s@]{1,64}@[^<>\s]{1,100}> ?(?:wrote|đã viết):)[ \t]{2,}(?=\S)/gmu

/** "2019-11-18 8:30 GMT+07:00 Lan <lan@…>:", as Gmail wrote in some languages: an attribution where a quote follows. */
const BARE_ATTRIBUTION = /^[>\s]*\d.{0,160}<[^<>\s@]{1,64}@[^<>\s]{1,100}>\s*:\s*$/u

/** Names, addresses and a time take no more letters, in all the lines they are broken over. */
const MAX_ATTRIBUTION = 400

/** Does an earlier mail begin at this line? */
function below(lines: readonly string[], at: number): Below | null {
  const line = lines[at] ?? ''
  if (FORWARD.test(line)) return 'forward'
  if (ORIGINAL.test(line)) return 'headers'
  if (FROM_LINE.test(line) && headerLines(lines, at) >= 3) return 'headers'
  if (line.length > MAX_ATTRIBUTION) return null
  if (BARE_ATTRIBUTION.test(line) && lines.slice(at + 1, at + 3).some(isQuoted)) return 'attribution'
  if (/^[>\s]*(On|Vào|Lúc|Ngày|Le|Am|\d{1,2}[ /])|<[^<>\s]+@/iu.test(line)) {
    for (let more = 1; more <= 3; more++) {
      const together = lines.slice(at, at + more).join(' ')
      if (isAttribution(together, lines.slice(at + more, at + more + 3))) return 'attribution'
    }
  }
  return null
}

/** "Ngày 18/11, đồng chí Hằng viết:" may be the article's: an address, a time of day or a quote must show it. */
function isAttribution(text: string, next: readonly string[]): boolean {
  if (text.length > MAX_ATTRIBUTION || !ATTRIBUTION.test(text)) return false
  return /[^<>\s]@[^<>\s]|\d{1,2}[:h]\d{2}/u.test(text) || next.some(isQuoted)
}

/** How many of the next lines are copied headers; long ones may be folded. */
function headerLines(lines: readonly string[], at: number): number {
  return lines.slice(at, at + 7).filter(line => HEADER_LINE.test(line)).length
}

/** The lines of the earlier mail without its marks and header lines. */
function afterHeaders(lines: readonly string[], kind: Below): readonly string[] {
  if (kind === 'attribution') {
    const end = lines.findIndex(line => /:\s*$/.test(line))
    return lines.slice(Math.max(0, end) + 1)
  }
  let at = HEADER_LINE.test(lines[0] ?? '') ? 0 : 1
  let seen = 0
  while (at < lines.length) {
    const line = lines[at] ?? ''
    const empty = /^[>\s]*$/.test(line)
    if (!HEADER_LINE.test(line) && !(empty && seen === 0) && !isFolded(line, lines[at - 1], seen)) break
    if (HEADER_LINE.test(line)) seen++
    at++
  }
  return lines.slice(at)
}

/** A header that goes on: addresses of the line before. */
const isFolded = (line: string, previous: string | undefined, seen: number): boolean =>
  seen > 0 && line.trim() !== '' && /[,;]\s*$/.test(previous ?? '') && line.includes('@')

const isQuoted = (line: string): boolean => /^\s{0,3}>/.test(line)

/** Quoted lines out; the line that introduces a block of them too. */
function withoutQuotes(lines: readonly string[]): { own: readonly string[]; quoted: string } {
  return {
    own: lines.filter(line => !isQuoted(line)),
    quoted: lines.filter(isQuoted).join('\n'),
  }
}

/** Answers between the quoted lines are the person's own; without quote marks everything below is quoted. */
function betweenQuotes(own: string, rest: readonly string[], kind: Below): Omit<Separated, 'signature'> {
  const marked = kind === 'attribution' && rest.some(isQuoted)
  if (!marked) return { own, forwarded: '', quoted: rest.join('\n').trim() }
  const inner = withoutQuotes(rest)
  const answers = withoutSignature(inner.own).own
  return { own: [own, answers].filter(Boolean).join('\n\n'), forwarded: '', quoted: inner.quoted }
}

const unquote = (lines: readonly string[]): readonly string[] =>
  lines.every(line => /^\s*(>|$)/.test(line)) ? lines.map(line => line.replace(/^\s*> ?/, '')) : lines
