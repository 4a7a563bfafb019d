import type { FieldName } from '../domain.ts'
import { couldHold } from './attachment.ts'
import type { Judged, Rule } from './rule.ts'

const isMissing = ({ form }: Judged, field: FieldName): boolean => form.fields[field] === null

/** A photographed page holds the article, though not as text: then nothing is asked on the ground of text. */
const isScan = ({ contents }: Judged): boolean =>
  contents.some(content => content.kind === 'document' && content.document.notes.includes('scan'))

/** Field 1, "Tít tin, bài". */
export const title: Rule = {
  id: 'form.title',
  find: judged =>
    isMissing(judged, 'title') ? { certainty: isScan(judged) ? 'doubt' : 'certain', asks: !isScan(judged) } : null,
}

/** Field 2, "Nội dung bài viết". */
export const body: Rule = {
  id: 'form.body',
  find: judged => {
    if (!isMissing(judged, 'body')) return null
    const elsewhere = isScan(judged) || couldHold(judged, 'article')
    return { certainty: elsewhere ? 'doubt' : 'certain', asks: !isScan(judged) }
  },
}

/** Field 4, "Tác giả". With a phone number the board can ask itself. */
export const author: Rule = {
  id: 'form.author',
  find: judged =>
    isMissing(judged, 'author')
      ? { certainty: isScan(judged) ? 'doubt' : 'certain', asks: isMissing(judged, 'phone') && !isScan(judged) }
      : null,
}

/** Field 5, "Đơn vị công tác": the quota counts by it. */
export const unit: Rule = {
  id: 'form.unit',
  find: judged =>
    isMissing(judged, 'unit') ? { certainty: isScan(judged) ? 'doubt' : 'certain', asks: !isScan(judged) } : null,
}

/** Field 6, "Số điện thoại". With an author's name the board can find the person. */
export const phone: Rule = {
  id: 'form.phone',
  find: judged =>
    isMissing(judged, 'phone')
      ? { certainty: isScan(judged) ? 'doubt' : 'certain', asks: isMissing(judged, 'author') && !isScan(judged) }
      : null,
}

/** Field 3 and rule 4, "phải được chú thích cụ thể, rõ ràng": one for each photo; some are enough to go on. */
export const captions: Rule = {
  id: 'form.captions',
  find: ({ form, photos, ...judged }) => {
    const captioned = photos.filter(photo => photo.caption !== null).length
    const known = Math.max(captioned, form.captions.length)
    if (known >= photos.length) return null
    const asks = known === 0 && !isScan({ form, photos, ...judged })
    return { certainty: 'certain', asks, values: { photos: photos.length, captions: known } }
  },
}
