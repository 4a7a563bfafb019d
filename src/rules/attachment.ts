import type { Content, MailFile } from '../domain.ts'
import type { Judged, Rule } from './rule.ts'

type ClosedFile = Extract<Content, { kind: 'closed' }>

const closedFiles = ({ contents }: Judged): readonly ClosedFile[] =>
  contents.filter(content => content.kind === 'closed')

/** By name, and by declared type where the name says nothing. */
const HOLDS = {
  article: /\.(docx?|docm|odt|rtf|pdf|txt|wps|pages)$|msword|wordprocessing|opendocument\.text|\/(rtf|pdf)$/i,
  photos: /\.(jpe?g|jfif|png|heic|heif|webp|tiff?|gif|bmp|dng)$|^image\//i,
  both: /\.(zip|rar|7z|tar|t?gz)$|\.(zip|rar|7z)\.\d{3}$|\/(x-)?(zip|rar|7z|gzip|tar)\b|(zip|rar|7z)-compressed$|winmail\.dat$|ms-tnef$/i,
}

/** Might the article, or photos, be inside a file that stays closed? Told by its name and declared type. */
export function couldHold(judged: Judged, what: 'article' | 'photos'): boolean {
  return closedFiles(judged).some(({ file }) =>
    [file.name, file.type].some(name => HOLDS[what].test(name) || HOLDS.both.test(name)),
  )
}

/** The article is there, though not as text: on a scan, in a closed file, or in a part that was lost on the way. */
export const isElsewhere = (judged: Judged): boolean =>
  judged.form.fields.body === null &&
  (isScan(judged) || couldHold(judged, 'article') || judged.mails.some(({ damaged }) => damaged))

export const isScan = (judged: Judged): boolean => scansIn(judged).length > 0

function scansIn({ contents, pages }: Judged): readonly MailFile[] {
  const scans = contents.filter(content => content.kind === 'document' && content.document.notes.includes('scan'))
  return [...scans.map(({ file }) => file), ...pages]
}

/** All photos that were sent must be inside what cannot be opened. */
function hidesPhotos(judged: Judged): boolean {
  const sent = judged.photos.filter(photo => photo.sent === 'separately')
  if (sent.length > 0) return sent.every(({ facts }) => facts.unreadable !== null && facts.width === null)
  return couldHold(judged, 'photos') && !judged.links.some(({ isPhotos }) => isPhotos)
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
    const hidesArticle = judged.form.fields.body === null && !isScan(judged) && couldHold(judged, 'article')
    const asks = hidesArticle || hidesPhotos(judged)
    return {
      certainty: asks || first !== undefined ? 'certain' : 'doubt',
      asks,
      files: [...closed.map(({ file }) => file.name), ...broken.map(({ file }) => file.name)],
      values: { why: first?.why ?? broken[0]?.facts.unreadable ?? 'damaged' },
    }
  },
}

/** The article came as a scan or a photographed page: it is there, but not as text. Beside the text a scan is its signed copy. */
export const scan: Rule = {
  id: 'attachment.scan',
  find: judged => {
    const scans = scansIn(judged)
    if (scans.length === 0 || judged.form.fields.body !== null) return null
    return { certainty: 'doubt', asks: false, files: scans.map(({ name }) => name) }
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
