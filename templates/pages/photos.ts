import { html } from 'hono/html'
import type { JpegFacts, MailFile, Photo, PhotoFacts, Piece, Sha256 } from '../../src/domain.ts'
import { evidenceText } from '../evidence.ts'
import { cameraOf } from '../inspect.ts'
import { badge } from './badge.ts'
import { type Correctable, photoCorrection } from './corrections.ts'
import type { Html } from './layout.ts'
import type { EarlierView, SubmissionView } from './views.ts'
import { day, exactTime, ORIGINAL_TEXT, size, takenTime } from './words.ts'

const COLOUR = { yes: 'good', doubt: '', no: 'bad' } as const

/** Formats a browser's thumbnail can be made of. */
const DRAWN = ['jpeg', 'heic', 'png', 'webp', 'gif', 'tiff', 'avif']

/** A small picture, or words where there is none. */
export function thumbnail(photo: Photo | null): Html {
  if (photo === null) return html`<div class="thumb nothumb">không có ảnh</div>`
  if (!isDrawn(photo)) return html`<div class="thumb nothumb">ảnh ${photo.facts.format.toUpperCase()}</div>`
  return smallPicture(photo.file.sha256)
}

const isDrawn = ({ facts }: Photo): boolean => DRAWN.includes(facts.format)

const smallPicture = (sha256: Sha256): Html =>
  html`<img class="thumb" src="/anh/${sha256}.webp" alt="" loading="lazy" width="120" height="90">`

/** The photos of a submission: each picture once in the piece's order, its copies and what it was before beneath it. */
export function photoBox(view: Correctable & Pick<SubmissionView, 'verdict' | 'earlier' | 'piece'>): Html {
  const { piece } = view
  const { photos } = view.verdict
  const firsts = arranged(
    photos.filter(({ copyOf }) => copyOf === null),
    piece,
  )
  const copies = photos.length - firsts.length
  return html`<section class="box" aria-labelledby="photos">
<h2 id="photos">Ảnh (${firsts.length})${copies === 0 ? '' : html` <span class="soft small">và ${copies} bản sao</span>`}</h2>
${firsts.length === 0 ? html`<p class="missing">Không có ảnh nào.</p>` : html`<ul class="photos">${firsts.map(photo => photoCard(photo, view))}</ul>`}
</section>`
}

interface Arranged extends Photo {
  readonly isUsed: boolean
}

/** With the captions as they are to be published; photos that are not to be stand last. */
function arranged(photos: readonly Photo[], piece: Piece): readonly Arranged[] {
  const used = piece.photos.flatMap(({ sha256, caption }) => {
    const photo = photos.find(({ file }) => file.sha256 === sha256)
    return photo === undefined ? [] : [{ ...photo, caption, isUsed: true }]
  })
  const left = photos.filter(({ file }) => !used.some(photo => photo.file.sha256 === file.sha256))
  return [...used, ...left.map(photo => ({ ...photo, isUsed: false }))]
}

/** Pages of an article that came as pictures. */
export function pageList(pages: readonly MailFile[]): Html {
  return html`<ul class="photos">${pages.map(
    ({ sha256, name }, number) =>
      html`<li><a href="${webLink(sha256)}"><img src="/anh/${sha256}.webp" alt="Trang ${number + 1}" loading="lazy" width="480" height="360"></a><p class="small soft"><a href="/tep/${sha256}/${encodeURIComponent(name)}">${name}</a></p></li>`,
  )}</ul>`
}

/** Where a photo stands on its submission's page. */
export const photoAnchor = (sha256: Sha256): string => `anh-${sha256}`

function photoCard(photo: Arranged, view: Parameters<typeof photoBox>[0]): Html {
  const { file, facts, evidence, caption } = photo
  return html`<li id="${photoAnchor(file.sha256)}">
${largePicture(photo)}
<p>${caption ?? html`<span class="missing">Chưa có chú thích</span>`}</p>
${photo.isUsed ? '' : html`<p>${badge('Không dùng khi đăng', 'photo-unused')}</p>`}${standing(photo)}
${evidence.length === 0 ? '' : html`<ul class="findings small">${evidence.map(({ code, values }) => html`<li>${evidenceText[code](values)}</li>`)}</ul>`}
<p class="small soft">${file.name} · ${pixels(facts)} · ${size(file.bytes)}</p>
${photoCorrection(photo, view)}
${downloads(photo)}
<details class="exif"><summary>Thông tin máy ảnh</summary>${exifTable(facts, file.bytes)}</details>
${earlierBox(photo, view.earlier)}
${view.verdict.photos.filter(({ copyOf }) => copyOf === file.sha256).map(copy => copyBox(copy, photo))}
</li>`
}

function largePicture({ file, facts, caption, ...photo }: Photo): Html {
  if (!isDrawn({ file, facts, caption, ...photo }))
    return html`<div class="nothumb">Không xem trước được ảnh ${facts.format.toUpperCase()}. Xin tải tệp đã gửi để xem.</div>`
  return html`<a href="${webLink(file.sha256)}" title="Xem ảnh lớn"${viewed(facts, caption ?? file.name, file.sha256)}><img src="/anh/${file.sha256}.webp" alt="${caption ?? file.name}" loading="lazy" width="480" height="360"></a>`
}

/** Sides of the large view: `src/photos/draw.ts`. */
const LARGE_SIDE = 1600
/** From here on EXIF's orientation lays the picture on its side. */
const TURNED = 5

/** Formats of which every browser shows the file itself: `src/web/files.ts`. */
const SHOWN = ['jpeg', 'png', 'webp', 'gif']

/**
 * What the viewer is told of a large view before it is there: its size, and the words under it; where a browser shows the
 * file itself, that and the size of it, for whoever looks closer.
 *
 * @param original null: it is not the file of these facts
 */
function viewed(
  { format, width, height, orientation }: PhotoFacts,
  words: string,
  original: Sha256 | null,
): Html | string {
  if (width === null || height === null) return ''
  // Not every browser turns other formats by their EXIF.
  const isUpright = format === 'jpeg' || orientation === 1
  const isShown = original !== null && isUpright && SHOWN.includes(format)
  const scale = isShown ? 1 : Math.min(1, LARGE_SIDE / Math.max(width, height))
  const [across, down] = orientation >= TURNED ? [height, width] : [width, height]
  return html` data-view="${Math.round(across * scale)} ${Math.round(down * scale)}" data-words="${words}"${isShown ? html` data-original="/anh/${original}/goc"` : ''}`
}

const webLink = (sha256: Sha256): string => `/anh/${sha256}.jpg`

const standing = ({ original, sent }: Photo): Html =>
  html`<ul class="chips"><li>${badge(ORIGINAL_TEXT[original], `original-${original}`, COLOUR[original])}</li>${sent === 'inArticle' ? html`<li>${badge('Chèn trong bài', 'photo-inArticle')}</li>` : ''}</ul>`

const pixels = ({ width, height }: PhotoFacts): string =>
  width === null || height === null ? 'không rõ kích thước' : `${width} × ${height} px`

/** The file byte for byte: whoever passes it on passes on where it was taken. */
const asSent = ({ file, facts }: Photo): Html =>
  html`<a href="/tep/${file.sha256}/${encodeURIComponent(file.name)}">Tải tệp đã gửi${facts.exif.hasGps ? ' (có vị trí chụp)' : ''}</a>`

/** The original byte for byte; the web copy is small and says neither where nor with what it was taken. */
function downloads(photo: Photo): Html {
  const { file } = photo
  const original = asSent(photo)
  if (!isDrawn(photo)) return html`<p class="small">${original}</p>`
  const name = `${file.name.replace(/\.[^.]*$/, '')}-web.jpg`
  return html`<p class="small">${original} · <a href="${webLink(file.sha256)}" download="${name}">Tải bản đăng web</a></p>`
}

/** The photo and the earlier one side by side in one size, and what has become of the earlier one's article. */
function earlierBox({ file, facts, earlier }: Photo, submissions: readonly EarlierView[]): Html | '' {
  if (earlier === null) return ''
  const { reference, sha256 } = earlier
  const submission = submissions.find(one => one.reference === reference)
  return html`<div class="beside small">
<p><b>${sha256 === file.sha256 ? 'Ảnh này đã được gửi trước đây' : 'Giống ảnh đã gửi trước đây'}</b></p>
<div class="pair">${pictured(file.sha256, 'Ảnh này', facts, file.sha256)}${pictured(sha256, 'Ảnh trước đây', facts, sha256 === file.sha256 ? sha256 : null)}</div>
<p><a href="/bai/${reference}">${submission?.title ?? 'Chưa có tít'}</a></p>
<p class="soft">${reference}${submission === undefined ? '' : ` · ${exactTime(submission.lastMailAt)}`}</p>
${submission?.state === 'published' ? html`<p>${badge('Đã đăng', 'photo-published')}${submission.publishedOn === null ? '' : ` ngày ${day(submission.publishedOn)}`}</p>` : ''}
</div>`
}

/** An earlier picture has the shape of the one that is like it. */
const pictured = (sha256: Sha256, words: string, facts: PhotoFacts, original: Sha256 | null): Html =>
  html`<figure><a href="${webLink(sha256)}" title="Xem ảnh lớn"${viewed(facts, words, original)}><img src="/anh/${sha256}.webp" alt="" loading="lazy" width="480" height="360"></a><figcaption>${words}</figcaption></figure>`

function copyBox(copy: Photo, first: Photo): Html {
  return html`<div class="same">${thumbnail(copy)}<div class="small">
<p><b>Bản sao của ${first.file.name}</b></p>
${standing(copy)}
<p class="soft">${copy.file.name} · ${pixels(copy.facts)} · ${size(copy.file.bytes)}</p>
<p>${asSent(copy)}</p>
</div></div>`
}

function exifTable(facts: PhotoFacts, bytes: number): Html {
  const { exif } = facts
  const rows: readonly (readonly [string, string | null])[] = [
    ['Máy ảnh', cameraOf(exif)],
    ['Ống kính', exif.lens],
    ['Chụp lúc', exif.takenAt === null ? null : takenTime(exif.takenAt)],
    ['Tốc độ', exif.exposureTime === null ? null : exposure(exif.exposureTime)],
    ['Khẩu độ', exif.fNumber === null ? null : `f/${decimal(exif.fNumber)}`],
    ['ISO', exif.iso === null ? null : String(exif.iso)],
    ['Tiêu cự', exif.focalLength === null ? null : `${decimal(exif.focalLength)} mm`],
    ['Phần mềm', exif.software],
    ['Vị trí', exif.hasGps ? 'có vị trí' : null],
  ]
  const known = rows.filter(([, value]) => value !== null)
  const none = known.length === 0 ? html`<p class="small soft">Tệp không có thông tin máy ảnh.</p>` : ''
  return html`${none}<table>${[...known, ...fileRows(facts, bytes)].map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}</table>`
}

/** What the file is like, whoever made it. */
function fileRows(facts: PhotoFacts, bytes: number): readonly (readonly [string, string])[] {
  const { width, height, format, jpeg, profile, hasFilm } = facts
  const several = jpeg?.pictures ?? null
  const rows: readonly (readonly [string, string | null])[] = [
    ['Kích thước', pixels(facts)],
    ['Định dạng', several !== null && several.views > 1 ? 'MPO' : format.toUpperCase()],
    ['Số ảnh', several === null ? null : pictures(several)],
    ['Ảnh động', hasFilm ? 'có đoạn phim ngắn kèm theo' : null],
    ['Nén', jpeg === null ? null : compression(jpeg)],
    ['Mỗi điểm ảnh', width === null || height === null ? null : `${decimal(bytes / (width * height))} byte`],
    ['Hồ sơ màu', profile],
  ]
  return rows.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]))
}

/** Most that hold several hold one photo and what its camera made beside it. */
const pictures = ({ count, views }: NonNullable<JpegFacts['pictures']>): string =>
  views > 1
    ? `${count} ảnh trong một tệp`
    : `${count} ảnh trong một tệp: ảnh chụp và ảnh phụ do máy tạo (xem trước, HDR)`

function compression({ quality, subsampling, progressive }: JpegFacts): string {
  const parts = [
    quality === null ? '' : `chất lượng khoảng ${quality}`,
    subsampling ?? '',
    progressive ? 'hiện dần' : '',
  ]
  return parts.filter(Boolean).join(' · ')
}

const decimal = (value: number): string => String(Math.round(value * 100) / 100).replace('.', ',')

const exposure = (seconds: number): string =>
  seconds > 0 && seconds < 1 ? `1/${Math.round(1 / seconds)} giây` : `${decimal(seconds)} giây`
