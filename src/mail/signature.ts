/** The line of a phone or mail program, of a virus scanner. */
const SENT_FROM =
  /^\s*(?:(?:Sent|Get|Gửi|Đã gửi|Được gửi|Tải) (?:from|via|using|Outlook|từ|bằng|qua)(?=\s|$).{0,60}|Yahoo Mail:.{0,80}|(?:Virus-free|Không có vi-?rút)\..{0,60}|<https?:\/\/www\.avast\.\S{1,200}>)\s*$/iu

/** RFC 3676 §4.3; a space at its end is often lost. */
const SIGNATURE_MARK = /^-- ?$/

/** A line drawn above a signature; it counts only above somebody's contact data. */
const DRAWN = /^\s*[_=*~-]{5,}\s*$/

const CLOSING =
  /^[\s*_]*(?:(?:(?:xin|em|tôi|chúng tôi|và) )*(?:(?:trân trọng|chân thành|thành thật|kính) )*(?:kính chào|kính thư|kính bút|cảm ơn|cám ơn)(?: rất nhiều| nhiều)?(?: (?:Ban Biên tập|BBT|quý \p{L}+|(?:các )?(?:anh,? chị|đồng chí|đ\/c|anh|chị)))?(?: ạ)?|(?:xin )?trân trọng|kính(?: đơn)?|thân (?:ái|mến|chào)|(?:(?:best|kind|warm)(?: and \w{1,10})? )?regards|sincerely(?: yours)?|(?:many )?thanks?(?: you)?(?: (?:and|&)(?: best)? regards)?|brgds)[\s*_]*[,.!/]*[\s*_]*$/iu

/** Labels that a form ends with and no signature has. */
const FORM_LABEL =
  /(tác giả|người viết|số tài khoản|stk|chủ tài khoản|chú thích(?: ảnh)?|ảnh(?: số)? ?\d{1,2}|(tin|bài|ảnh)[\s,và]+(ảnh|bài)?)\s*[:(–-]/iu

/** Labels that both have. After a closing they may be the form's, after a signature's own mark they are not. */
const SHARED_LABEL = /(đơn vị|số điện thoại|đt|sđt)\s*[:(–-]/iu

const CONTACT = /@|\d[\d. ]{7,}|\b(?:mobile|tel|fax|email|website|hotline)\b|địa chỉ|điện thoại/iu

/** A signature is no longer than this many lines, and none of them is a sentence of this many words. */
const SIGNATURE_LINES = 10
const SENTENCE_WORDS = 12

/** Lines without the signature at their end, and without those of programs anywhere. */
export function withoutSignature(lines: readonly string[]): { own: string; signature: string } {
  const words = lines.filter(line => !SENT_FROM.test(line))
  const devices = lines.filter(line => SENT_FROM.test(line))
  const start = signatureStart(words)
  return {
    own: tidy(words.slice(0, start).join('\n')),
    signature: tidy([...words.slice(start), ...devices].join('\n')),
  }
}

/** A signature begins in the last of the lines: with room for empty ones between its own. */
const LAST_LINES = 4 * SIGNATURE_LINES

function signatureStart(all: readonly string[]): number {
  const end = all.findLastIndex(line => line.trim() !== '') + 1
  const above = Math.max(0, end - LAST_LINES)
  const lines = all.slice(above, end)
  const starts = [
    lines.findIndex((line, at) => SIGNATURE_MARK.test(line) && isSignature(lines.slice(at + 1), [FORM_LABEL])),
    lines.findLastIndex((line, at) => DRAWN.test(line) && isContact(lines.slice(at + 1))),
    closingOf(lines, above),
  ]
  return above + Math.min(...starts.map(start => (start < 0 ? lines.length : start)))
}

/** Where nothing stands above the closing it is what the person wrote: "Em cảm ơn ạ". */
function closingOf(lines: readonly string[], above: number): number {
  const closing = lines.findLastIndex(line => line.length <= 80 && CLOSING.test(line))
  if (closing < 0 || !isSignature(lines.slice(closing + 1), [FORM_LABEL, SHARED_LABEL])) return -1
  return above > 0 || lines.slice(0, closing).some(line => line.trim() !== '') ? closing : closing + 1
}

function isSignature(after: readonly string[], labels: readonly RegExp[]): boolean {
  const lines = after.filter(line => line.trim() !== '')
  return (
    lines.length <= SIGNATURE_LINES && !lines.some(line => isSentence(line) || labels.some(label => label.test(line)))
  )
}

const isContact = (after: readonly string[]): boolean =>
  isSignature(after, [FORM_LABEL]) && after.some(line => CONTACT.test(line))

/** An address may be long, but it ends in no full stop. */
const isSentence = (line: string): boolean =>
  line.length > 200 || (/[.!?…]["”)*]?\s*$/.test(line) && line.trim().split(/\s+/).length >= SENTENCE_WORDS)

/** A line that programs draw above the earlier mail. */
const RULE = /^[_=-]{10,}$/

/** Lines without spaces at their ends, at most one empty line in a row, none around. Linear on any text. */
export function tidy(text: string): string {
  const lines = text.split('\n').map(line => line.trimEnd())
  while (lines.length > 0 && (lines.at(-1) === '' || RULE.test(lines.at(-1) ?? ''))) lines.pop()
  return lines
    .filter((line, at) => line !== '' || (lines[at - 1] ?? '') !== '')
    .join('\n')
    .trim()
}
