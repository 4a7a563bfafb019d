import type { Correction, Finding, Photo } from '../domain.ts'

/** A photo as editors say it is: their last word counts. The evidence stays, for it is there. */
export function photoPutRight(photo: Photo, corrections: readonly Correction[]): Photo {
  const said = corrections.findLast(one => one.kind === 'photo' && one.sha256 === photo.file.sha256)
  return said?.kind === 'photo' ? { ...photo, original: said.original } : photo
}

/** An overruling speaks of the files that the finding named: with others beside them it is another finding. */
export function isOverruled({ rule, files }: Finding, corrections: readonly Correction[]): boolean {
  return corrections.some(
    one => one.kind === 'finding' && one.finding.rule === rule && files.every(name => one.finding.files.includes(name)),
  )
}
