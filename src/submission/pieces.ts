import type { Content, Reading } from '../domain.ts'
import { fold } from '../form/clean.ts'
import { readForm } from '../form/read.ts'
import { likeness, printsOf } from './likeness.ts'

type Document = Extract<Content, { kind: 'document' }>

/** One article of a mail: its documents (the same text as Word and as PDF is one), and what tells its photos. */
interface Article {
  readonly documents: readonly Document[]
  readonly prints: readonly number[]
  /** Words of its title and of its files' names. */
  readonly words: ReadonlySet<string>
  readonly captions: number
}

/** Texts with this share of their word triples in common are one article in two files. */
const SAME_TEXT = 0.6
/** A photo's name must share this many words with one article, and more than with any other. */
const TELLING_WORDS = 2

/** The identity of one article of a mail: the first one's is the mail's own. */
export const pieceId = (messageId: string, number: number): string =>
  number === 0 ? messageId : `${messageId}#${number}`

/**
 * A mail with several articles → a reading for each, with the photos that belong to it: by folder, by name, by their
 * place between the documents, by the number of captions. A photo that nothing tells goes with every article, so that
 * none is asked for photos that are there. A mail with one article comes back as it is.
 */
export function piecesOf(reading: Reading): readonly Reading[] {
  const articles = articlesIn(reading)
  if (articles.length < 2) return [reading]
  const documents = new Set(articles.flatMap(article => article.documents))
  const rest = reading.contents.filter(content => content.kind !== 'document' || !documents.has(content))
  const photos = rest.filter(content => content.kind === 'photo')
  const byCount = photos.length === articles.reduce((sum, { captions }) => sum + captions, 0)
  return articles.map((article, number) => ({
    mail: reading.mail,
    contents: reading.contents.filter(content => {
      if (content.kind === 'document' && documents.has(content)) return article.documents.includes(content)
      if (content.kind !== 'photo') return true
      const owner =
        ownerOf(content, articles, reading.contents) ??
        (byCount ? ownerByCount(photos.indexOf(content), articles) : null)
      return owner === null || owner === number
    }),
  }))
}

function articlesIn(reading: Reading): readonly Article[] {
  const articles: Article[] = []
  for (const content of reading.contents) {
    if (content.kind !== 'document') continue
    const { fields, labels, articleLike } = readForm([
      { mail: { ...reading.mail, own: '', forwarded: '', signature: '', subject: '' }, contents: [content] },
    ])
    if (fields.body === null || !(articleLike || labels.includes('body'))) continue
    const article = {
      documents: [content],
      prints: printsOf(fields.body),
      words: wordsOf(`${fields.title ?? ''} ${content.file.name}`),
      captions: fields.captions.length,
    }
    const twin = articles.findIndex(({ prints }) => likeness(prints, article.prints) >= SAME_TEXT)
    const known = articles[twin]
    if (known === undefined) articles.push(article)
    else articles[twin] = { ...known, documents: [...known.documents, content] }
  }
  return articles
}

/** Words that tell one article from another: no numbers, no words of file names in general. */
function wordsOf(text: string): ReadonlySet<string> {
  const common = new Set([
    'anh',
    'img',
    'jpg',
    'jpeg',
    'docx',
    'doc',
    'pdf',
    'bai',
    'tin',
    'cdcs',
    'cong',
    'doan',
    'co',
    'so',
    'hinh',
    'photo',
    'image',
  ])
  return new Set((fold(text).match(/[a-z]{2,}/g) ?? []).filter(word => !common.has(word)))
}

function ownerOf(photo: Content, articles: readonly Article[], all: readonly Content[]): number | null {
  return byFolder(photo, articles) ?? byName(photo, articles) ?? byPlace(photo, articles, all)
}

/** The article whose document lies in the photo's folder, or above it. */
function byFolder({ file }: Content, articles: readonly Article[]): number | null {
  if (file.folders.length === 0) return null
  const path = file.folders.join('/')
  const owners = articles.flatMap(({ documents }, number) =>
    documents.some(
      ({ file: document }) => document.folders.length > 0 && `${path}/`.startsWith(`${document.folders.join('/')}/`),
    )
      ? [number]
      : [],
  )
  return owners.length === 1 ? (owners[0] ?? null) : null
}

/** The article that the photo's name, or its folder's, speaks of. */
function byName({ file }: Content, articles: readonly Article[]): number | null {
  const words = wordsOf(`${file.folders.join(' ')} ${file.name}`)
  const common = articles.map(article => [...words].filter(word => article.words.has(word)).length)
  const most = Math.max(...common)
  return most >= TELLING_WORDS && common.filter(count => count === most).length === 1 ? common.indexOf(most) : null
}

/** Document, its photos, next document, its photos: only where photos stand between the documents. */
function byPlace(photo: Content, articles: readonly Article[], all: readonly Content[]): number | null {
  const places = articles.map(({ documents }) => all.indexOf(documents[0] as Content))
  const own = all.indexOf(photo)
  const hasOwn = places.map((from, number) => all.slice(from, places[number + 1]).some(({ kind }) => kind === 'photo'))
  if (!hasOwn.every(Boolean) || own < (places[0] ?? 0)) return null
  return places.findLastIndex(from => from < own)
}

/** As many photos as captions: the first article's photos are the first ones. */
function ownerByCount(place: number, articles: readonly Article[]): number | null {
  let end = 0
  const owner = articles.findIndex(({ captions }) => {
    end += captions
    return place < end
  })
  return owner < 0 ? null : owner
}
