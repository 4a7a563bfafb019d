import { html } from 'hono/html'
import type { ExifFacts, MailFile, Photo } from '../../src/domain.ts'
import { evidenceText } from '../evidence.ts'
import { cameraOf } from '../inspect.ts'
import type { Html } from './layout.ts'
import { ORIGINAL_TEXT, size, takenTime } from './words.ts'

const CHIP = { yes: 'good', doubt: '', no: 'bad' } as const

/** Formats a browser's thumbnail can be made of. */
const DRAWN = ['jpeg', 'heic', 'png', 'webp', 'gif', 'tiff', 'avif']

/** A small picture, or words where there is none. */
export function thumbnail(photo: Photo | null): Html {
  if (photo === null) return html`<div class="thumb nothumb">không có ảnh</div>`
  if (!DRAWN.includes(photo.facts.format))
    return html`<div class="thumb nothumb">ảnh ${photo.facts.format.toUpperCase()}</div>`
  return html`<img class="thumb" src="/anh/${photo.file.sha256}.webp" alt="" loading="lazy">`
}

export function photoList(photos: readonly Photo[]): Html {
  if (photos.length === 0) return html`<p class="missing">Không có ảnh nào.</p>`
  return html`<ul class="photos">${photos.map(photoCard)}</ul>`
}

/** Pages of an article that came as pictures. */
export function pageList(pages: readonly MailFile[]): Html {
  return html`<ul class="photos">${pages.map(
    ({ sha256, name }, number) =>
      html`<li><a href="/tep/${sha256}/${encodeURIComponent(name)}"><img src="/anh/${sha256}.webp" alt="Trang ${number + 1}" loading="lazy" width="480" height="360"></a><p class="small soft">${name}</p></li>`,
  )}</ul>`
}

function photoCard({ file, facts, sent, original, evidence, caption }: Photo): Html {
  const link = `/tep/${file.sha256}/${encodeURIComponent(file.name)}`
  const pixels = facts.width === null ? 'không rõ kích thước' : `${facts.width} × ${facts.height} px`
  const picture = DRAWN.includes(facts.format)
    ? html`<img src="/anh/${file.sha256}.webp" alt="${caption ?? file.name}" loading="lazy" width="480" height="360">`
    : html`<div class="nothumb">Chưa xem trước được ảnh ${facts.format.toUpperCase()}. Bấm để tải ảnh gốc.</div>`
  return html`<li>
<a href="${link}">${picture}</a>
<p>${caption ?? html`<span class="missing">Chưa có chú thích</span>`}</p>
<ul class="chips"><li class="chip ${CHIP[original]}">${ORIGINAL_TEXT[original]}</li>${sent === 'inArticle' ? html`<li class="chip">Chèn trong bài</li>` : ''}</ul>
${evidence.length === 0 ? '' : html`<ul class="findings small">${evidence.map(({ code, values }) => html`<li>${evidenceText[code](values)}</li>`)}</ul>`}
<p class="small soft">${file.name} · ${pixels} · ${size(file.bytes)}</p>
<details><summary>Thông tin máy ảnh</summary>${exifTable(facts.exif)}</details>
</li>`
}

function exifTable(exif: ExifFacts): Html {
  const rows: readonly (readonly [string, string | null])[] = [
    ['Máy ảnh', cameraOf(exif)],
    ['Ống kính', exif.lens],
    ['Chụp lúc', exif.takenAt === null ? null : takenTime(exif.takenAt)],
    ['Tốc độ', exif.exposureTime === null ? null : exposure(exif.exposureTime)],
    ['Khẩu độ', exif.fNumber === null ? null : `f/${exif.fNumber}`],
    ['ISO', exif.iso === null ? null : String(exif.iso)],
    ['Tiêu cự', exif.focalLength === null ? null : `${exif.focalLength} mm`],
    ['Phần mềm', exif.software],
    ['Vị trí', exif.hasGps ? 'có vị trí' : null],
  ]
  const known = rows.filter(([, value]) => value !== null)
  if (known.length === 0) return html`<p class="small soft">Tệp không có thông tin máy ảnh.</p>`
  return html`<table>${known.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}</table>`
}

const exposure = (seconds: number): string =>
  seconds > 0 && seconds < 1 ? `1/${Math.round(1 / seconds)} giây` : `${seconds} giây`
