import type { CaptionLine, PlacedPhoto, Sha256 } from '../domain.ts'
import { captionLines } from './captionLines.ts'
import { fold } from './clean.ts'

/**
 * The caption of each photo, in the photos' order; null: none. A copy is no photo of its own: it shares the caption of
 * the photo it is a copy of. Only where there are more captions than pictures did the author count the copies too.
 *
 * @param copies photo → the one it is a copy of
 */
export function captionPhotos(
  captions: readonly CaptionLine[],
  photos: readonly PlacedPhoto[],
  copies: ReadonlyMap<Sha256, Sha256>,
): readonly (string | null)[] {
  const firsts = photos.filter(({ file }) => !copies.has(file.sha256))
  const counted = captions.length > firsts.length ? photos : firsts
  const found = matchCaptions(captions, counted)
  const own = new Map(counted.map(({ file }, at) => [file.sha256, found[at] ?? null]))
  return photos.map(({ file }) => {
    const first = copies.get(file.sha256) ?? file.sha256
    const sharing = [...copies].filter(([, of]) => of === first).map(([copy]) => copy)
    return [first, ...sharing].map(sha256 => own.get(sha256) ?? null).find(caption => caption !== null) ?? null
  })
}

/**
 * The caption of each photo, in the photos' order: the line beside a pasted photo, else the caption that names its file,
 * has its number, or stands at its place in the list; else a file name that describes. null: none.
 */
function matchCaptions(captions: readonly CaptionLine[], photos: readonly PlacedPhoto[]): readonly (string | null)[] {
  const found = new Map<PlacedPhoto, string>()
  const left = new Set(captions)
  const give = (photo: PlacedPhoto, caption: CaptionLine | undefined): void => {
    if (caption === undefined) return
    found.set(photo, caption.text)
    left.delete(caption)
  }
  for (const photo of photos)
    give(
      photo,
      captions.find(caption => left.has(caption) && isBeside(caption, photo)),
    )
  for (const photo of without(photos, found))
    give(
      photo,
      [...left].find(caption => namesFile(caption, photo.file.name)),
    )
  const numbered = without(photos, found)
  for (const photo of numbered)
    give(
      photo,
      [...left].find(caption => caption.number !== null && caption.number === numberOf(photo, photos)),
    )
  const rest = [...left].filter(caption => caption.fileName === null)
  without(photos, found).forEach((photo, place) => {
    give(photo, rest[place])
  })
  const forAll = captions.length === 1 && ALL.test(fold(captions[0]?.text ?? '')) ? captions[0]?.text : undefined
  return photos.map(photo => found.get(photo) ?? ownWords(photo) ?? forAll ?? null)
}

/** A caption that speaks of all photos: "Một số hình ảnh tại hội nghị". */
const ALL = /^(?:mot so|cac|nhung|chum) (?:hinh anh|anh|hinh|tam anh|buc anh)\b/

const without = (photos: readonly PlacedPhoto[], found: ReadonlyMap<PlacedPhoto, string>): readonly PlacedPhoto[] =>
  photos.filter(photo => !found.has(photo))

const plain = (text: string): string =>
  fold(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

const isBeside = ({ text }: CaptionLine, { beside }: PlacedPhoto): boolean =>
  beside !== null && plain(beside).endsWith(plain(text))

const baseName = (name: string): string => plain(name.replace(/\.[a-z0-9]{2,5}$/i, '').replace(/ \(\d+\)$/, ''))

const namesFile = ({ fileName }: CaptionLine, name: string): boolean =>
  fileName !== null && baseName(fileName) === baseName(name)

/** The number in the file's name ("ảnh 2.jpg", "2.jpg") where every photo has one of its own, else its place. */
function numberOf(photo: PlacedPhoto, photos: readonly PlacedPhoto[]): number {
  const numbers = photos.map(({ file }) => /^(?:anh|hinh|photo)?\s*(?:so )?(\d{1,2})$/.exec(baseName(file.name))?.[1])
  const distinct = new Set(numbers)
  const own = numbers[photos.indexOf(photo)]
  return !distinct.has(undefined) && distinct.size === photos.length ? Number(own) : photos.indexOf(photo) + 1
}

/** What a photo says of itself: the line beside it where it was pasted, or the name it was given. */
function ownWords({ beside, sent, file }: PlacedPhoto): string | null {
  if (sent === 'inArticle' && beside !== null && isCaptionLike(beside))
    return captionLines([{ text: beside }])[0]?.text ?? null
  return describes(file.name)
}

/** The longest caption seen is 190 letters; a paragraph of an article is longer. */
const MAX_CAPTION = 220

/** A short line that may be a caption. */
export function isCaptionLike(line: string): boolean {
  const words = line.trim().split(/\s+/).length
  return words >= 3 && line.length <= MAX_CAPTION
}

/** Words of sending: a line of nothing else says that photos come, not what they show. */
const SENDING =
  /\b(?:anh|hinh|bai|tin|cua|em|gui|bo sung|cho|ban bien tap|bbt|file|kem|theo|day|a|va|cac|moi|co|goc|lai|nay|them|thay|truoc|nhe|da|chi|thoi)\b/g

/** Whoever was asked for captions answers with short lines; "ảnh trường gửi" is none. */
export const saysWhatIsShown = (line: string): boolean =>
  isCaptionLike(line) &&
  (
    fold(line)
      .replace(SENDING, ' ')
      .match(/[a-z]+/g) ?? []
  ).length >= 2

/** Names that programs and hurried people give: no description. */
const MACHINE_NAME =
  /^(img|dsc|dscn|dscf|dji|pxl|mvimg|photo|image|picture|screenshot|received|fb|viber|zalo|anh|hinh|file|tep|untitled|scan|cam|wp|p|z)?[\s_-]*(wa|e)?[\d\s_().-]*[a-f\d\s_-]*$/

/** "Đ-c Thử trao quà cho đoàn viên.jpg" describes; "IMG_1234.jpg", "z123….jpg", "ảnh 1.jpg" do not. */
function describes(name: string): string | null {
  const base = name
    .replace(/\.[a-z0-9]{2,5}$/i, '')
    .replace(/ \(\d+\)$/, '')
    .replaceAll('_', ' ')
    .trim()
  const words = base.split(/\s+/).filter(word => /\p{L}{2,}/u.test(word))
  if (
    words.length < 4 ||
    MACHINE_NAME.test(fold(base)) ||
    /^(whatsapp image|anh chup man hinh|screenshot)/.test(fold(base))
  )
    return null
  return base.replace(/^(?:ảnh|hình)?\s*\d{1,2}\s*[.:)\-–]\s*/iu, '').trim()
}
