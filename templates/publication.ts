import type { Publication } from '../src/domain.ts'
import { bodyWithoutNumbers, withoutNumbers } from './numbers.ts'
import type { SubmissionView } from './pages/views.ts'

/** What leaves the desk of a submission: the piece as it is to be published, with numbers of persons hidden wherever they stand. */
export function publicationOf({
  piece: { title, body, photos },
  verdict,
}: Pick<SubmissionView, 'piece' | 'verdict'>): Publication {
  const { author, unit } = verdict.fields
  const told = (text: string | null): string | null => (text === null ? null : withoutNumbers(text, verdict.fields))
  const files = new Map(verdict.photos.map(({ file, facts }) => [file.sha256, facts]))
  return {
    title: told(title),
    body: bodyWithoutNumbers(body, verdict.fields),
    photos: photos.flatMap(({ sha256, caption }) => {
      const facts = files.get(sha256)
      if (facts === undefined) return []
      return [{ sha256, format: facts.format, caption: told(caption), hasPlace: facts.exif.hasGps }]
    }),
    credit: told([author, unit].filter(name => name !== null).join(' – ') || null),
  }
}
