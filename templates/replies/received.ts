import type { SubmissionVerdict } from '../../src/domain.ts'

/** " kèm 3 ảnh": what came with the article, after its title. */
export function received({ photos, findings }: SubmissionVerdict): string {
  if (photos.length > 0) return ` kèm ${photos.length} ảnh`
  return findings.some(({ rule }) => rule === 'photos.link') ? ' kèm liên kết tới ảnh' : ''
}
