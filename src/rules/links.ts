import type { Link } from '../domain.ts'

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
  /^https?:\/\/(photos\.app\.goo\.gl|photos\.google\.com|goo\.gl\/photos)\//i,
  /^https?:\/\/(1drv\.ms|onedrive\.live\.com|[\w-]+\.sharepoint\.com)\//i,
  /^https?:\/\/(www\.)?fshare\.vn\/(file|folder)\//i,
  /^https?:\/\/(www\.)?(dropbox\.com\/(s|scl|sh|t)\/|we\.tl\/|([\w-]+\.)?wetransfer\.com\/downloads|mediafire\.com\/(file|folder|view|\?)|mega\.nz\/|(www\.)?(1024)?tera(box|share)\.com\/|transfernow\.net\/|swisstransfer\.com\/d)/i,
  /^https?:\/\/(www\.)?(icloud\.com\/(photos|iclouddrive|attachment|sharedalbum)|share\.icloud\.com)\b/i,
  /^https?:\/\/([\w-]+\.)?(zdn\.vn|zadn\.vn|dlfl\.vn)\//i,
]

const NO_PHOTOS = /\.(docx?|pdf|xlsx?|pptx?|odt|rtf|txt|mp4|mov|avi|mp3|m4a)$/i
const NO_PHOTOS_PLACE = /\/\/docs\.google\.com\/(document|u\/\d\/document)/i

/** Of all links the ones to shared files, each once. A link to a document by its name is none to photos. */
export function sharedLinks(links: readonly Link[]): readonly SharedLink[] {
  const shared = links.filter(({ url }) => PLACES.some(place => place.test(url)))
  const once = [...new Map(shared.map(link => [link.url, link])).values()]
  return once.map(({ url, text }) => {
    const name = text.trim() === url ? '' : text.trim()
    return { url, name, isPhotos: !NO_PHOTOS.test(name) && !NO_PHOTOS_PLACE.test(url) }
  })
}
