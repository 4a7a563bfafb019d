import type { Content } from '../domain.ts'
import type { Judged, Rule } from './rule.ts'

type ClosedFile = Extract<Content, { kind: 'closed' }>

const closedFiles = ({ contents }: Judged): readonly ClosedFile[] =>
  contents.filter(content => content.kind === 'closed')

const DOCUMENT = /\.(docx?|docm|odt|rtf|pdf|txt|wps|pages)$|word|opendocument|pdf|^text\//i
const ARCHIVE = /\.(zip|rar|7z|tar|gz|tgz)$|zip|rar|compressed|winmail\.dat$|ms-tnef/i
const IMAGE = /\.(jpe?g|png|heic|heif|webp|tiff?|gif|bmp|dng)$|^image\//i

/** Might the article, or photos, be inside a file that stays closed? Told by its name and declared type. */
export function couldHold(judged: Judged, what: 'article' | 'photos'): boolean {
  const own = what === 'article' ? DOCUMENT : IMAGE
  return closedFiles(judged).some(({ file }) =>
    [file.name, file.type].some(name => own.test(name) || ARCHIVE.test(name)),
  )
}

/** A file that nobody can open. It asks only if the article or all photos must be inside it. */
export const unreadable: Rule = {
  id: 'attachment.unreadable',
  find: judged => {
    const closed = closedFiles(judged)
    const broken = judged.photos.filter(({ facts }) => facts.unreadable !== null)
    const damaged = judged.mails.some(mail => mail.damaged)
    const [first] = closed
    if (first === undefined && broken.length === 0 && !damaged) return null
    const noArticle = judged.form.fields.body === null && couldHold(judged, 'article')
    const noPhotos = judged.photos.length === 0 && judged.links.length === 0 && couldHold(judged, 'photos')
    return {
      certainty: first === undefined ? 'doubt' : 'certain',
      asks: noArticle || noPhotos,
      files: [...closed.map(({ file }) => file.name), ...broken.map(({ file }) => file.name)],
      values: { why: first?.why ?? 'damaged' },
    }
  },
}

/** The article came as a scan or a photographed page: it is there, but not as text. */
export const scan: Rule = {
  id: 'attachment.scan',
  find: ({ contents }) => {
    const scans = contents.filter(content => content.kind === 'document' && content.document.notes.includes('scan'))
    return scans.length === 0 ? null : { certainty: 'doubt', asks: false, files: scans.map(({ file }) => file.name) }
  },
}

/** A program, script or macro document is set aside and never opened. */
export const unsafe: Rule = {
  id: 'attachment.unsafe',
  find: ({ contents }) => {
    const files = contents.filter(({ kind }) => kind === 'unsafe').map(({ file }) => file.name)
    return files.length === 0 ? null : { certainty: 'certain', asks: false, files }
  },
}
