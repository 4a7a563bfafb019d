import type { Link } from '../domain.ts'

/** A link to files that stand elsewhere. */
export interface SharedLink {
  readonly url: string
  /** The file's name where the person saw one. */
  readonly name: string
  /** A picture by its name, or an album. */
  readonly isPhotos: boolean
}

/** Places where people put what is too large for a mail, by host and path. */
const PLACES = [
  /^https?:\/\/drive\.google\.com\/(file|drive|open|uc|folderview)/i,
  /^https?:\/\/(photos\.app\.goo\.gl|photos\.google\.com|goo\.gl\/photos)\//i,
  /^https?:\/\/(1drv\.ms|onedrive\.live\.com|[\w-]+-my\.sharepoint\.com)\//i,
  /^https?:\/\/(www\.)?fshare\.vn\/(file|folder)\//i,
  /^https?:\/\/(www\.)?(dropbox\.com\/(s|scl|sh)|we\.tl|wetransfer\.com\/downloads|mediafire\.com\/(file|folder)|mega\.nz\/(file|folder)|terabox\.com\/s|icloud\.com\/(photos|iclouddrive)|share\.icloud\.com)\b/i,
  /^https?:\/\/([\w-]+\.)?(zalo\.me|zdn\.vn|zadn\.vn)\//i,
]

const ALBUM = /photos\.|goo\.gl\/photos|icloud\.com\/photos|share\.icloud|\/folders?\//i
const PHOTO_NAME = /\.(jpe?g|png|heic|heif|webp|zip|rar|7z)$|ảnh|\banh\b|hình|photo|image|img/iu
const DOCUMENT_NAME = /\.(docx?|pdf|xlsx?|pptx?|odt|rtf|txt)$/i

/** Of all links the ones to shared files, each once. A link to a document by its name is none to photos. */
export function sharedLinks(links: readonly Link[]): readonly SharedLink[] {
  const shared = links.filter(({ url }) => PLACES.some(place => place.test(url)))
  return shared.map(({ url, text }) => {
    const name = text === url ? '' : text
    return {
      url,
      name,
      isPhotos: !DOCUMENT_NAME.test(name) && (name === '' || PHOTO_NAME.test(name) || ALBUM.test(url)),
    }
  })
}
