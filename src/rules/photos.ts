import type { Photo } from '../domain.ts'
import { couldHold } from './attachment.ts'
import type { Judged, Rule } from './rule.ts'

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

/** Rule 3, "Ảnh gốc, không nén, không chỉnh sửa". One good photo is enough to publish, so it asks only when every one is spoilt. */
export const notOriginal: Rule = {
  id: 'photos.notOriginal',
  find: judged => {
    const spoilt = judged.photos.filter(({ original }) => original === 'no')
    if (spoilt.length === 0) return null
    const sent = separately(judged.photos)
    const asks = sent.length > 0 && sent.every(({ original }) => original === 'no') && !linked(judged)
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

/** The same photo came with an earlier submission. */
export const duplicate: Rule = {
  id: 'photos.duplicate',
  find: ({ photos, earlier }) => {
    const known = photos.filter(({ file }) => earlier.has(file.sha256))
    const [first] = known
    if (first === undefined) return null
    return {
      certainty: 'certain',
      asks: false,
      files: names(known),
      values: { reference: earlier.get(first.file.sha256) ?? '' },
    }
  },
}

const DAY = 24 * 60 * 60 * 1000

/** A photo is news for some weeks; one that is older than this belongs to another story, or its camera's clock is wrong. */
const OLD_DAYS = 60
/** Clocks run ahead by a time zone, not by days. */
const AHEAD_DAYS = 2

/** A photo's own date against the mail's. Clocks that were never set (1970, 1 January 2000 and the like) say nothing. */
export const date: Rule = {
  id: 'photos.date',
  find: ({ photos, mails }) => {
    const sent = mails.map(mail => Date.parse(mail.date ?? '')).filter(time => !Number.isNaN(time))
    if (sent.length === 0) return null
    const odd = photos.filter(({ facts }) => {
      const taken = takenTime(facts.exif.takenAt)
      return (
        taken !== null && (taken < Math.min(...sent) - OLD_DAYS * DAY || taken > Math.max(...sent) + AHEAD_DAYS * DAY)
      )
    })
    const [first] = odd
    if (first === undefined) return null
    return {
      certainty: 'doubt',
      asks: false,
      files: names(odd),
      values: { taken: (first.facts.exif.takenAt ?? '').slice(0, 10) },
    }
  },
}

/** Years before digital cameras were common, and first days of a year at midnight, are a clock that was reset. */
function takenTime(takenAt: string | null): number | null {
  if (takenAt === null || takenAt < '2003' || /^\d{4}-01-01T00:0/.test(takenAt)) return null
  const time = Date.parse(/Z|[+-]\d\d:\d\d$/.test(takenAt) ? takenAt : `${takenAt}+07:00`)
  return Number.isNaN(time) ? null : time
}
