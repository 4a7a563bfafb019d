import fc from 'fast-check'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { cleanText, decodeText } from '../../src/mail/charset.ts'

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1')
const utf8 = (text: string): Buffer => Buffer.from(text)

/** "Hội nghị công đoàn": windows-1258 writes tones after their letters. */
const WINDOWS_1258 = latin1('H\xf4\xf2i nghi\xf2 c\xf4ng \xf0o\xe0n')

test.each<[string, Uint8Array, string | null, string]>([
  ['UTF-8', utf8('Hội nghị'), 'utf-8', 'Hội nghị'],
  ['UTF-8 under a western label', utf8('Hội nghị'), 'iso-8859-1', 'Hội nghị'],
  ['UTF-8 under the label of windows-1258', utf8('Hội nghị'), 'windows-1258', 'Hội nghị'],
  ['UTF-8 under a label of 7 bits', utf8('Hội nghị'), 'iso-2022-jp', 'Hội nghị'],
  ['UTF-8 under the label UTF-16', utf8('Hội nghị'), 'utf-16', 'Hội nghị'],
  ['UTF-8 under the label UTF-7', utf8('Hội nghị'), 'utf-7', 'Hội nghị'],
  ['UTF-8 under a Chinese label', utf8('Hội nghị công đoàn'), 'gb2312', 'Hội nghị công đoàn'],
  ['UTF-8 with its mark', utf8('\ufeffHội nghị'), null, 'Hội nghị'],
  ['UTF-8 decomposed', utf8('Ho\u0323\u0302i'), 'utf-8', 'Hội'],
  [
    'UTF-8 with a byte lost',
    Buffer.concat([utf8('Hội nghị công đo'), latin1('\xc3'), utf8('n cơ sở')]),
    'utf-8',
    'Hội nghị công đo\ufffdn cơ sở',
  ],
  ['UTF-8 cut at its end', utf8('Hội nghị').subarray(0, -1), 'utf-8', 'Hội ngh\ufffd'],
  ['windows-1258', WINDOWS_1258, 'windows-1258', 'Hội nghị công đoàn'],
  ['windows-1258 under another of its names', WINDOWS_1258, 'CP1258', 'Hội nghị công đoàn'],
  ['windows-1258 without a label', WINDOWS_1258, null, 'Hội nghị công đoàn'],
  ['windows-1258 under the label UTF-8', WINDOWS_1258, 'utf-8', 'Hội nghị công đoàn'],
  ['windows-1258 under a western label', WINDOWS_1258, 'iso-8859-1', 'Hội nghị công đoàn'],
  ['French', latin1('Caf\xe9 fran\xe7ais \xe0 l\x92\xe9cole'), 'iso-8859-1', 'Café français à l’école'],
  ['Portuguese', latin1('S\xe3o Jo\xe3o, informa\xe7\xf5es'), 'iso-8859-1', 'São João, informações'],
  ['Italian without a label', latin1('cos\xec \xe8 pi\xf9 bello, per\xf2'), null, 'così è più bello, però'],
  ['VISCII', iconv.encode('Hội nghị', 'viscii'), 'viscii', 'Hội nghị'],
  ['VISCII without a label', iconv.encode('Công đoàn: đồng chí Hằng', 'viscii'), null, 'Công đoàn: đồng chí Hằng'],
  ['TCVN3', iconv.encode('Hội nghị', 'tcvn'), 'x-viet-tcvn5712', 'Hội nghị'],
  ['UTF-7', latin1('C+APQ-ng +AREAbwDg-n'), 'utf-7', 'Công đoàn'],
  ['UTF-7 by its old name', latin1('C+APQ-ng'), 'unicode-1-1-utf-7', 'Công'],
  ['UTF-16 with its mark', Buffer.from('\ufeffHội nghị', 'utf16le'), 'utf-16', 'Hội nghị'],
  ['UTF-16 without its mark', Buffer.from('Hội nghị tổng kết', 'utf16le'), null, 'Hội nghị tổng kết'],
  ['UTF-16, big end first', Buffer.from('Hội nghị tổng kết', 'utf16le').swap16(), 'utf-16', 'Hội nghị tổng kết'],
  ['Japanese without a label', latin1('\x1b$B%F%9%H\x1b(B'), null, 'テスト'],
  ['Chinese that looks like UTF-8', iconv.encode('联通', 'gbk'), 'gb2312', '联通'],
  ['Russian', iconv.encode('Привет', 'koi8-r'), 'koi8-r', 'Привет'],
  ['a charset that only old libraries know', iconv.encode('Größe', 'cp850'), 'cp850', 'Größe'],
  ['a label in quotes', utf8('Hội nghị'), '"UTF-8"', 'Hội nghị'],
  ['a label with a comment', latin1('\xf0o\xe0n'), 'windows-1258 (Vietnamese)', 'đoàn'],
  ['a label nobody knows', WINDOWS_1258, 'x-nobody', 'Hội nghị công đoàn'],
  ['nothing', new Uint8Array(), 'utf-16', ''],
])('%s is read', (_what, bytes, label, text) => {
  expect(decodeText(bytes, label)).toBe(text)
})

const letters = fc.stringMatching(
  /^[a-z ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệóòỏõọốồổỗộớờởỡợúùủũụứừửữựíìỉĩịýỳỷỹỵĐƯƠ]{12,80}$/u,
)

test('Vietnamese in any encoding under its own label comes back', () => {
  fc.assert(
    fc.property(letters, fc.constantFrom('utf-8', 'utf-16le', 'utf-16be', 'utf-7'), (text, charset) => {
      expect(decodeText(iconv.encode(text, charset), charset)).toBe(text)
    }),
  )
})

test('any bytes under any label are some text', () => {
  const labels = fc.constantFrom(
    null,
    '',
    'utf-8',
    'utf-7',
    'utf-16',
    'windows-1258',
    'iso-2022-kr',
    'hz-gb-2312',
    'tcvn',
    'ansi',
    '(',
    '"',
  )
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), labels, (bytes, label) => {
      const text = decodeText(bytes, label)
      expect(text).toBe(text.normalize('NFC'))
    }),
  )
})

test('text is cleaned of what shows nothing, and its line ends are one', () => {
  expect(cleanText('một\r\r\nhai\r\nba\rbốn\u2028năm\u00a0sáu\u3000bảy\u200b\u0007\ue000')).toBe(
    'một\nhai\nba\nbốn\nnăm sáu bảy',
  )
})
