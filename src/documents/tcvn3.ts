/**
 * TCVN 5712:1993 as the fonts .VnTime and their kind have it, seen as windows-1252: one character a letter. Toned
 * capitals are not in it: fonts such as .VnTimeH draw them from the small letters.
 */
const LETTERS: readonly (readonly [string, string])[] = [
  ['µ¶·¸¹', 'àảãáạ'],
  ['¨»¼½¾Æ', 'ăằẳẵắặ'],
  ['©ÇÈÉÊË', 'âầẩẫấậ'],
  ['ÌÎÏÐÑ', 'èẻẽéẹ'],
  ['ªÒÓÔÕÖ', 'êềểễếệ'],
  ['×ØÜÝÞ', 'ìỉĩíị'],
  ['ßáâãä', 'òỏõóọ'],
  ['«åæçèé', 'ôồổỗốộ'],
  ['¬êëìíî', 'ơờởỡớợ'],
  ['ïñòóô', 'ùủũúụ'],
  ['\u00adõö÷øù', 'ưừửữứự'],
  ['úûüýþ', 'ỳỷỹýỵ'],
  ['®', 'đ'],
  ['¡¢§£¤¥¦', 'ĂÂĐÊÔƠƯ'],
  // A small mu is what some programs make of the micro sign.
  ['\u03bc', 'à'],
]

/** TCVN3 character → letter. */
export const TCVN3: ReadonlyMap<string, string> = new Map(
  LETTERS.flatMap(([from, to]) => [...from].map((character, at) => [character, [...to][at] ?? ''] as const)),
)

export const fromTcvn3 = (text: string): string =>
  text.replace(/[\u00a1-\u00fe\u03bc]/g, character => TCVN3.get(character) ?? character)
