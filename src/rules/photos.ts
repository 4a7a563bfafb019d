import type { Certainty, Photo } from '../domain.ts'
import { couldHold } from './attachment.ts'
import { type Day, dayOfCamera, dayOfInstant, daysIn } from './days.ts'
import type { Broken, Judged, Rule } from './rule.ts'

const separately = (photos: readonly Photo[]): readonly Photo[] => photos.filter(({ sent }) => sent === 'separately')
const names = (photos: readonly Photo[]): readonly string[] => photos.map(({ file }) => file.name)

const linked = ({ links }: Judged): boolean => links.some(({ isPhotos }) => isPhotos)

/** Rule 2, "Mỗi tin, bài viết phải có ảnh minh chứng phù hợp". A link, or a closed archive, may hold them; a damaged mail lost them. */
export const none: Rule = {
  id: 'photos.none',
  find: judged => {
    if (judged.photos.length > 0 || linked(judged) || couldHold(judged, 'photos')) return null
    const lost = judged.mails.some(({ damaged }) => damaged)
    return lost ? { certainty: 'doubt', asks: false } : { certainty: 'certain', asks: true }
  },
}

/** Rule 5, "Thư mục ảnh gửi riêng, không chèn ảnh trên bài viết": pasted photos are shrunk copies. */
export const inArticle: Rule = {
  id: 'photos.inArticle',
  find: judged => {
    const pasted = judged.photos.filter(({ sent }) => sent === 'inArticle')
    if (pasted.length === 0) return null
    const asks = separately(judged.photos).length === 0 && !linked(judged) && !couldHold(judged, 'photos')
    return { certainty: 'certain', asks, files: names(pasted), values: { photos: pasted.length } }
  },
}

/**
 * Rule 3, "Ảnh gốc, không nén, không chỉnh sửa". One good photo is enough to publish, so it asks only when every one is
 * spoilt. A copy whose original is here as well is no fault; copies are often known only later, and never turn what is
 * asked.
 */
export const notOriginal: Rule = {
  id: 'photos.notOriginal',
  find: judged => {
    const sent = separately(judged.photos)
    const asks = sent.length > 0 && sent.every(({ original }) => original === 'no') && !linked(judged)
    const spoilt = judged.photos.filter(({ original, copyOf }) => original === 'no' && (asks || copyOf === null))
    if (spoilt.length === 0) return null
    return { certainty: 'certain', asks, files: names(spoilt), values: { photos: spoilt.length } }
  },
}

/** Photos behind a link, where they are not fetched: they may be all right. */
export const link: Rule = {
  id: 'photos.link',
  find: ({ links }) => {
    const photos = links.filter(({ isPhotos }) => isPhotos)
    if (photos.length === 0) return null
    return {
      certainty: 'doubt',
      asks: false,
      files: photos.map(({ name, url }) => name || url),
      values: { links: photos.length },
    }
  },
}

const isSameFile = ({ file, earlier }: Photo): boolean => file.sha256 === earlier?.sha256

/** The same file came with an earlier submission. */
export const duplicate: Rule = {
  id: 'photos.duplicate',
  find: ({ photos }) => sentBefore(photos.filter(isSameFile), 'certain'),
}

/** Copies within the submission stand beneath their original: what it was before is said once. */
const isLikeEarlier = (photo: Photo): boolean => photo.earlier !== null && photo.copyOf === null && !isSameFile(photo)

/** A file of the same picture, by all that can be seen of it, came with an earlier submission. */
export const nearDuplicate: Rule = {
  id: 'photos.duplicate',
  find: ({ photos }) => sentBefore(photos.filter(isLikeEarlier), 'doubt'),
}

function sentBefore(photos: readonly Photo[], certainty: Certainty): Broken | null {
  const references = new Set(photos.flatMap(({ earlier }) => (earlier === null ? [] : [earlier.reference])))
  if (references.size === 0) return null
  return { certainty, asks: false, files: names(photos), values: { references: [...references].join(', ') } }
}

/** A photo is news for some weeks; one that is older than this belongs to another story, or its camera's clock is wrong. */
const OLD_DAYS = 60
/** Clocks run ahead by a time zone, not by days. */
const AHEAD_DAYS = 2
/** A clock that is ahead by more than a year was never set. */
const NONSENSE_DAYS = 366
/** What is reported was prepared for some days; photos of its preparation are photos of it. */
const STORY_DAYS = 14

/**
 * A photo's own date against the days that the article names and the days of the mails. A clock that was never set says
 * nothing, and a date proves nothing: one real original says 2038.
 */
export const date: Rule = {
  id: 'photos.date',
  find: ({ photos, mails, form }) => {
    const sent = mails.map(mail => dayOfInstant(mail.date)).filter(day => day !== null)
    if (sent.length === 0) return null
    const { title, body } = form.fields
    const told = [...daysIn(`${title ?? ''}\n${body ?? ''}`, Math.max(...sent))]
    const odd = photos.flatMap(photo => {
      const taken = dayOfCamera(photo.facts.exif.takenAt)
      const than = taken === null ? null : misfit(taken, sent, told)
      return than === null ? [] : [{ photo, than }]
    })
    const [first] = odd
    if (first === undefined) return null
    const taken = (first.photo.facts.exif.takenAt ?? '').slice(0, 10)
    return {
      certainty: 'doubt',
      asks: false,
      files: names(odd.map(({ photo }) => photo)),
      values: { taken, than: first.than },
    }
  },
}

/** What the day of a photo does not fit: it is after the mail, long before it, or long before what the article tells. */
function misfit(taken: Day, sent: readonly Day[], told: readonly Day[]): 'later' | 'mail' | 'article' | null {
  const [first, last] = [Math.min(...sent), Math.max(...sent)]
  if (taken > last + NONSENSE_DAYS) return null
  if (taken > last + AHEAD_DAYS) return 'later'
  if (told.some(day => Math.abs(taken - day) <= STORY_DAYS)) return null
  if (taken < first - OLD_DAYS) return 'mail'
  const news = told.filter(day => day >= first - OLD_DAYS && day <= last)
  return news.length > 0 && taken < Math.min(...news) - STORY_DAYS ? 'article' : null
}
