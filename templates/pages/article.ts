import { html } from 'hono/html'
import type { Publication } from '../../src/domain.ts'
import { type PackedPhoto, UNTITLED } from '../takeAway.ts'
import type { Html } from './html.ts'
import { formatted } from './passages.ts'

/** The article as a page of its own, in the package: nothing but headings, paragraphs, lists and figures, to be pasted anywhere. */
export function articlePage({ title, body, credit }: Publication, photos: readonly PackedPhoto[]): Html {
  return html`<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title ?? UNTITLED}</title>
<style>body { max-width: 48rem; margin: 0 auto; padding: 1rem } img { max-width: 100% }</style>
</head>
<body>
${title === null ? '' : html`<h1>${title}</h1>`}
${formatted(body, 'h2')}${credit === null ? '' : html`<p><strong>${credit}</strong></p>`}
${photos.filter(({ webCopy, caption }) => webCopy !== null || caption !== null).map(figure)}
</body>
</html>
`
}

function figure({ webCopy, caption }: PackedPhoto): Html {
  const picture = webCopy === null ? '' : html`<img src="${encodeURI(webCopy)}" alt="${caption ?? ''}">`
  return html`<figure>${picture}${caption === null ? '' : html`<figcaption>${caption}</figcaption>`}</figure>\n`
}
