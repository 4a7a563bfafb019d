import type { FieldName } from '../domain.ts'
import { isElsewhere, isScan } from './attachment.ts'
import type { Broken, Judged, Rule } from './rule.ts'

/** A field that was found nowhere. Where the form is there but cannot be read, nothing is certain and nothing asked. */
function missing(judged: Judged, field: FieldName, asks = true): Broken | null {
  if (judged.form.fields[field] !== null) return null
  return isElsewhere(judged) ? { certainty: 'doubt', asks: false } : { certainty: 'certain', asks }
}

const isMissing = ({ form }: Judged, field: FieldName): boolean => form.fields[field] === null

/** Field 1, "Tít tin, bài". */
export const title: Rule = { id: 'form.title', find: judged => missing(judged, 'title') }

/** Field 2, "Nội dung bài viết". */
export const body: Rule = { id: 'form.body', find: judged => missing(judged, 'body') }

/** Field 4, "Tác giả". With a phone number the board can ask itself. */
export const author: Rule = {
  id: 'form.author',
  find: judged => missing(judged, 'author', isMissing(judged, 'phone')),
}

/** Field 5, "Đơn vị công tác": the quota counts by it. */
export const unit: Rule = { id: 'form.unit', find: judged => missing(judged, 'unit') }

/** Field 6, "Số điện thoại". With an author's name the board can find the person. */
export const phone: Rule = {
  id: 'form.phone',
  find: judged => missing(judged, 'phone', isMissing(judged, 'author')),
}

/** Field 3 and rule 4, "phải được chú thích cụ thể, rõ ràng": one for each photo; some are enough to go on. */
export const captions: Rule = {
  id: 'form.captions',
  find: judged => {
    const { form } = judged
    const photos = judged.photos.filter(({ copyOf }) => copyOf === null)
    const captioned = photos.filter(photo => photo.caption !== null).length
    const known = Math.max(captioned, form.captions.length)
    if (known >= photos.length) return null
    const unread = isElsewhere(judged) || isScan(judged)
    const values = { photos: photos.length, captions: known }
    return unread ? { certainty: 'doubt', asks: false, values } : { certainty: 'certain', asks: known === 0, values }
  },
}
