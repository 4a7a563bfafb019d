/** VNI-Windows: a base letter, then a mark; the marks of each base with the letters they make, small letters. */
const MARKED: readonly (readonly [string, string, string])[] = [
  ['a', 'ùøûõï', 'áàảãạ'],
  ['a', 'âáàåãä', 'âấầẩẫậ'],
  ['a', 'êéèúüë', 'ăắằẳẵặ'],
  ['e', 'ùøûõï', 'éèẻẽẹ'],
  ['e', 'âáàåãä', 'êếềểễệ'],
  ['o', 'ùøûõï', 'óòỏõọ'],
  ['o', 'âáàåãä', 'ôốồổỗộ'],
  ['ô', 'ùøûõï', 'ớờởỡợ'],
  ['u', 'ùøûõï', 'úùủũụ'],
  ['ö', 'ùøûõï', 'ứừửữự'],
  ['y', 'ùøûõ', 'ýỳỷỹ'],
]

/** Letters of one character. */
const SINGLE: readonly (readonly [string, string])[] = [
  ['ôöñæóòî', 'ơưđỉĩịỵ'],
  ['ÔÖÑÆÓÒÎ', 'ƠƯĐỈĨỊỴ'],
]

/** VNI characters → letter, pairs first. A mark after a capital may be small or capital. */
export const VNI: ReadonlyMap<string, string> = new Map([
  ...MARKED.flatMap(([base, marks, letters]) =>
    [...marks].flatMap((mark, at) => {
      const letter = [...letters][at] ?? ''
      const capital = base.toUpperCase()
      return [
        [base + mark, letter],
        [capital + mark, letter.toUpperCase()],
        [capital + mark.toUpperCase(), letter.toUpperCase()],
      ] as const
    }),
  ),
  ...SINGLE.flatMap(([from, to]) => [...from].map((character, at) => [character, [...to][at] ?? ''] as const)),
])

const LONGEST_FIRST = [...VNI.keys()].sort((one, other) => other.length - one.length)
const LETTER = new RegExp(LONGEST_FIRST.join('|'), 'g')

export const fromVni = (text: string): string => text.replace(LETTER, found => VNI.get(found) ?? found)
