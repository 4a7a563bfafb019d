import type { SubmissionVerdict } from '../../src/domain.ts'

/** " kèm 3 ảnh": what came with the article, after its title. */
export function received({ photos, findings }: SubmissionVerdict): string {
  const pictures = photos.filter(({ copyOf }) => copyOf === null).length
  if (pictures > 0) return ` kèm ${pictures} ảnh`
  return findings.some(({ rule }) => rule === 'photos.link') ? ' kèm liên kết tới ảnh' : ''
}
