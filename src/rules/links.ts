import type { Link, Reading } from '../domain.ts'
import { contentsOf } from '../mail/contents.ts'

/** A link to files that stand elsewhere. */
export interface SharedLink {
  readonly url: string
  /** The file's name where the person saw one, '' where only the link stands. */
  readonly name: string
  /** It may lead to photos: nothing says that it is a document, a sheet or a film. */
  readonly isPhotos: boolean
}

/** Places where people put what is too large for a mail, by host and path. A `zalo.me` link is a contact in a signature. */
const PLACES = [
  /^https?:\/\/(drive|docs)\.google\.com\/(file|drive|open|uc|folderview|document|leaf|u\/\d\/)/i,
  /^https?:\/\/drive\.usercontent\.google\.com\/(download|open|uc)\b/i,
  /^https?:\/\/(photos\.app\.goo\.gl|photos\.google\.com|goo\.gl\/photos)\//i,
  /^https?:\/\/(1drv\.ms|onedrive\.live\.com|[\w-]+\.sharepoint\.com)\//i,
  /^https?:\/\/(www\.)?fshare\.vn\/(file|folder)\//i,
  /^https?:\/\/(www\.)?(dropbox\.com\/(s|scl|sh|t)\/|we\.tl\/|([\w-]+\.)?wetransfer\.com\/downloads|mediafire\.com\/(file|folder|view|\?)|mega\.nz\/|(www\.)?(1024)?tera(box|share)\.com\/|transfernow\.net\/|swisstransfer\.com\/d|fromsmash\.com\/|([\w-]+\.)?box\.com\/(s|shared)\/|u\.pcloud\.link\/|sendanywhe\.re\/)/i,
  /^https?:\/\/(www\.)?(icloud\.com\/(photos|iclouddrive|attachment|sharedalbum)|share\.icloud\.com)\b/i,
  /^https?:\/\/([\w-]+\.)?(zdn\.vn|zadn\.vn|dlfl\.vn)\//i,
]

const NO_PHOTOS = /\.(docx?|pdf|xlsx?|pptx?|odt|rtf|txt|mp4|mov|avi|mp3|m4a)$/i
const NO_PHOTOS_PLACE = /\/\/docs\.google\.com\/(document|u\/\d\/document)/i

/** Of all links the ones to shared files, each once. A link to a document by its name is none to photos. */
export function sharedLinks(links: readonly Link[]): readonly SharedLink[] {
  const shared = new Map<string, SharedLink>()
  for (const link of links) {
    const url = behind(link.url)
    if (shared.has(url) || !PLACES.some(place => place.test(url))) continue
    const text = link.text.trim()
    const name = text === url || text === link.url ? '' : text
    shared.set(url, { url, name, isPhotos: !NO_PHOTOS.test(name) && !NO_PHOTOS_PLACE.test(url) })
  }
  return [...shared.values()]
}

/** The links to shared files in a mail, in the mails attached to it and in all their documents. */
export function sharedLinksIn({ mail, contents }: Reading): readonly SharedLink[] {
  const inside = contentsOf(contents).flatMap(content => {
    if (content.kind === 'document') return content.document.links
    return content.kind === 'mail' ? content.mail.links : []
  })
  return sharedLinks([...mail.links, ...inside])
}

/** Links that mail programs and virus scanners put before the real one, and the parameter it stands in. */
const WRAPPERS = [
  /^https?:\/\/www\.google\.com(?:\.vn)?\/url\?(?:.*&)?(?:q|url)=([^&]+)/i,
  /^https?:\/\/[\w-]+\.safelinks\.protection\.outlook\.com\/(?:.*[?&])url=([^&]+)/i,
  /^https?:\/\/lm?\.facebook\.com\/l\.php\?(?:.*&)?u=([^&]+)/i,
]

function behind(url: string): string {
  const wrapped = WRAPPERS.map(wrapper => wrapper.exec(url)?.[1]).find(Boolean)
  if (wrapped === undefined) return url
  try {
    return decodeURIComponent(wrapped)
  } catch {
    // Escapes that are none: the link is kept as it came.
    return url
  }
}
