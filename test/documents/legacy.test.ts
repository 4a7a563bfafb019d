import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeLegacy, detectLegacy } from '../../src/documents/legacy.ts'
import { decodeLines, decodeParagraphs } from '../../src/documents/runs.ts'
import { toTcvn3, toVni } from './oldFonts.ts'

const index = await readFile(join(import.meta.dirname, 'samples', 'index.tsv'), 'utf8')
const ARTICLE = (index.split('\n')[1] ?? '').split('\t')[2]?.replace('¶ ', '') ?? ''

const SMALL = 'aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ'
/** Syllables as Vietnamese has them, as far as an encoding is concerned: letters in any order, no two vowels that VNI would read as one. */
const syllable = fc
  .tuple(fc.constantFrom(...'bcdđghklmnpqrstvx'), fc.constantFrom(...SMALL), fc.constantFrom('', 'n', 'ng', 'c', 't'))
  .map(parts => parts.join(''))
const text = fc.array(syllable, { minLength: 1, maxLength: 30 }).map(all => all.join(' '))

/** A document of one run, the way every reader reads it. */
function fromLegacy(text: string, font: string | null): string {
  return decodeParagraphs([[{ text, font, bold: false }]]).join('')
}

test('a whole article comes back from both old encodings, whether fonts are named or not', () => {
  const small = ARTICLE.replace(/[ẮẰẲẴẶẤẦẨẪẬẾỀỂỄỆỐỒỔỖỘỚỜỞỠỢỨỪỬỮỰÁÀẢÃẠÉÈẺẼẸÍÌỈĨỊÓÒỎÕỌÚÙỦŨỤÝỲỶỸỴ]/g, letter =>
    letter.toLowerCase(),
  )
  expect(fromLegacy(toTcvn3(small), '.VnTime')).toBe(small)
  expect(fromLegacy(toVni(ARTICLE), 'VNI-Times')).toBe(ARTICLE)
  expect(fromLegacy(toTcvn3(small), null)).toBe(small)
  expect(fromLegacy(toVni(ARTICLE), null)).toBe(ARTICLE)
})

test('any words come back from both old encodings', () => {
  fc.assert(
    fc.property(text, words => {
      expect(decodeLegacy(toTcvn3(words), 'tcvn3')).toBe(words)
      expect(decodeLegacy(toVni(words), 'vni')).toBe(words)
      expect(decodeLegacy(toVni(words.toUpperCase()), 'vni')).toBe(words.toUpperCase())
    }),
  )
})

test('a font of capitals draws small letters as capitals', () => {
  expect(fromLegacy(toTcvn3('nông thị minh hằng'), '.VnTimeH')).toBe('NÔNG THỊ MINH HẰNG')
  expect(fromLegacy(toTcvn3('đông'), '.VnArial NarrowH')).toBe('ĐÔNG')
})

test('text that is Unicode already is never touched, whatever its font is called', () => {
  fc.assert(
    fc.property(text, fc.constantFrom('.VnTime', '.VnTimeH', 'VNI-Times', 'Times New Roman', null), (words, font) => {
      const unicode = `${words} được`
      expect(fromLegacy(unicode, font)).toBe(unicode)
      expect(detectLegacy(unicode)).toBeNull()
    }),
  )
  expect(detectLegacy(ARTICLE)).toBeNull()
  for (const word of ARTICLE.split('. ')) expect(detectLegacy(word)).toBeNull()
})

test('other languages with marks on their letters are left alone', () => {
  const french =
    'Où est passé le délégué ? À l’école, les élèves ont fêté Noël : « déjà vu », garçon, cœur, naïveté, œuvre. ' +
    'Le comité a été créé à Hanoï ; l’été dernier, il a reçu 2 000 € d’aide, dès la fin août, grâce aux élus.'
  const spanish = 'El señor Núñez soñó mañana con el niño pequeño que enseñó español año tras año en la montaña.'
  const german = 'Über die schönen Möbel hörte man größere Töne, während Jörg für die Bücher 20 § zahlte ©2019.'
  const plain = 'Cong doan co so to chuc tham hoi, dong vien doan vien om dau tai benh vien da khoa tinh.'
  for (const words of [french, spanish, german, plain, '']) expect(detectLegacy(words)).toBeNull()
})

test('two words of the form are evidence enough in a short text', () => {
  expect(detectLegacy(toTcvn3('Tác giả: Hà'))).toBeNull()
  expect(detectLegacy(toTcvn3('Tác giả, đơn vị'))).toBe('tcvn3')
  expect(detectLegacy(toVni('Tác giả, đơn vị'))).toBe('vni')
})

test('an old article pasted under a letter that was typed today is decoded, the letter is not', () => {
  const letter = ['Kính gửi Ban Biên tập', 'Em là Hoà, xã Chí Kiên', 'Em gửi tin ạ.']
  const article = ARTICLE.split('. ')
  for (const old of [toTcvn3, toVni])
    expect(decodeLines([...letter, ...article.map(old), ...letter].join('\n')).split('\n')).toEqual([
      ...letter,
      ...article,
      ...letter,
    ])
})

test('letters that an old encoding and Unicode share are left as they are in a Unicode text', () => {
  const unicode = ['Hoàng Toàn, Hoá', 'Xã Hoà Bình', '«Toàn Ban Thanh tra», ©2019, 20 m²', 'được', 'São Tomé']
  expect(decodeLines(unicode.join('\n')).split('\n')).toEqual(unicode)
  expect(decodeLines(Array.from({ length: 20 }, () => 'Hoàng Toàn, «Hoá»').join('\n'))).toMatch(/^Hoàng Toàn/)
})

test('words in capitals are so in TCVN3 too, whose toned letters are small', () => {
  expect(decodeLegacy(toTcvn3('NÔNG THị MINH HằNG, Hà, Bà Vì, UBND xã'), 'tcvn3')).toBe(
    'NÔNG THỊ MINH HẰNG, Hà, Bà Vì, UBND xã',
  )
})
