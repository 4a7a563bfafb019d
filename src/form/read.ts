import type { CaptionLine, FieldName, Fields, FormReading, Private, Reading } from '../domain.ts'
import { isArticleLike, isShortNews } from './article.ts'
import { captionLines } from './captionLines.ts'
import { saysWhatIsShown } from './captions.ts'
import { fold, plainKey, tidy } from './clean.ts'
import { captionsRight, titleStated } from './corrections.ts'
import { FORM_ORDER } from './labelWords.ts'
import { peopleInLetter, peopleInSignature } from './letters.ts'
import { completed, NOBODY, type People } from './people.ts'
import { type Source, sourcesOf } from './sources.ts'
import { statedIn } from './statements.ts'
import { titleIn } from './subject.ts'

/**
 * Reads the mails of a submission as the form: documents, mail bodies, attached mails, at last the subject and the
 * letters around the article. A document wins over the body of its mail, a later mail over an earlier one.
 *
 * @param given the mails in the order sent
 */
export function readForm(given: readonly Reading[]): FormReading {
  const readings = given.map(tidied)
  const sources = sourcesOf(readings)
  const article = mainArticle(sources)
  const letters = readings.map((reading, number) =>
    letterOf(
      reading,
      sources.filter(({ mail }) => mail === number),
    ),
  )
  const captions = putRight(captionsOf(sources, article), letters.slice((article?.mail ?? 0) + 1))
  const fields: Fields = {
    title: titleOf({ readings, sources, article, letters }),
    body: article?.body ?? null,
    captions: distinct(captions, ({ text }) => plainKey(text)).map(({ text }) => text),
    ...people({ readings, sources, article, letters }),
  }
  return {
    fields,
    labels: FORM_ORDER.filter(field => sources.some(({ labels }) => labels.includes(field))),
    source: article?.body == null ? null : article.from,
    articleLike: isArticleLike(fields.body),
    captions,
    differences: PEOPLE.filter(field => differs(sources, field)),
  }
}

interface Read {
  readonly readings: readonly Reading[]
  readonly sources: readonly Source[]
  readonly article: Source | null
  /** The letter around what each mail brings. */
  readonly letters: readonly string[]
}

const tidied = ({ mail, contents }: Reading): Reading => ({
  mail: {
    ...mail,
    subject: tidy(mail.subject),
    own: tidy(mail.own),
    forwarded: tidy(mail.forwarded),
    signature: tidy(mail.signature),
  },
  contents,
})

/** The newest text that is labelled as the article; else the newest that reads like one; else any document's, or a signed short item. */
function mainArticle(sources: readonly Source[]): Source | null {
  const withBody = sources.filter(({ body }) => body !== null)
  return (
    withBody.findLast(({ labels, body }) => labels.includes('body') && isArticleLike(body)) ??
    withBody.findLast(({ from, body }) => from === 'document' && isArticleLike(body)) ??
    withBody.findLast(({ body }) => isArticleLike(body)) ??
    withBody.findLast(({ labels }) => labels.includes('body')) ??
    withBody.findLast(({ from }) => from === 'document') ??
    withBody.findLast(
      ({ labels, author, body }) => labels.includes('author') && author !== null && isShortNews(body),
    ) ??
    null
  )
}

function titleOf({ readings, sources, article, letters }: Read): string | null {
  const said = letters.map(titleStated)
  const last = said.findLastIndex(title => title !== null)
  const labelled = sources.findLast(({ labels, title }) => labels.includes('title') && title !== null)
  const isNewer = labelled !== undefined && labelled.mail >= (article?.mail ?? 0)
  if (last > (article?.mail ?? -1) && last >= (labelled?.mail ?? 0)) return said[last] ?? null
  if (isNewer && !article?.labels.includes('title')) return labelled.title
  const subjects = readings.map(({ mail }) => titleIn(mail.subject))
  return article?.title ?? labelled?.title ?? subjects.find(title => title !== null) ?? null
}

type Person = keyof People

const PEOPLE: readonly Person[] = ['author', 'unit', 'phone', 'accountNumber', 'accountHolder']

/**
 * Of the newest mail the article's own word first, then documents, then labels of the mail's text, then what it says in
 * so many words: an answer or a correction counts more than all that came before. At last what letters and signatures
 * only mention, the newest first.
 */
function people({ readings, sources, article, letters }: Read): People {
  const said = letters.map((letter, mail) => ({ trust: mail * 3, people: statedIn(letter) }))
  const written = sources.map(source => ({ trust: source.mail * 3 + (source === article ? 2 : 1), people: source }))
  const ordered = [...said, ...written].reverse().sort((one, other) => other.trust - one.trust)
  const around = readings.map(({ mail }, number) =>
    completed(peopleInLetter(letters[number] ?? ''), peopleInSignature(mail.signature)),
  )
  return [...ordered.map(one => one.people), ...around.reverse()].reduce<People>(completed, NOBODY)
}

/** No letter around an article is longer; a longer text is none. */
const MAX_LETTER = 5000

/** The mail's words around an article; all of them where it brings none. */
function letterOf({ mail }: Reading, sources: readonly Source[]): string {
  const own = sources.filter(({ from }) => from === 'body')
  const isNote = own.every(({ body, labels }) => !isArticleLike(body) && labels.length < 3)
  return [...own.flatMap(({ letter }) => letter), ...(isNote ? [mail.own] : [])].join('\n').slice(0, MAX_LETTER)
}

/** Captions of every source, the article's first, each text once a number. */
function captionsOf(sources: readonly Source[], article: Source | null): readonly CaptionLine[] {
  const ordered = [...(article === null ? [] : [article]), ...sources.filter(source => source !== article)]
  const labelled = ordered.flatMap(({ captions }) => captions)
  const numbered = labelled.length > 0 || article === null ? labelled : captionsSentLater(sources, article)
  return distinct(numbered, ({ text, number }) => `${plainKey(text)}#${number ?? ''}`)
}

/** Captions as a later letter puts them right: by the number of their photo, or the only one. */
function putRight(captions: readonly CaptionLine[], letters: readonly string[]): readonly CaptionLine[] {
  const rights = letters.flatMap(captionsRight)
  const before = captions.filter(({ text }) => !rights.some(right => plainKey(right.text) === plainKey(text)))
  const concerns = (right: CaptionLine, { number }: CaptionLine, at: number): boolean =>
    right.number === null ? before.length === 1 : right.number === (number ?? at + 1)
  const changed = before.map((caption, at) => {
    const right = rights.findLast(one => concerns(one, caption, at))
    return right === undefined ? caption : { ...caption, text: right.text }
  })
  return [...changed, ...rights.filter(right => !before.some((caption, at) => concerns(right, caption, at)))]
}

/** Whoever was asked for captions answers with them alone. */
const captionsSentLater = (sources: readonly Source[], article: Source): readonly CaptionLine[] =>
  sources
    .filter(({ mail, from, body }) => mail > article.mail && from === 'body' && !isArticleLike(body))
    .flatMap(({ title, body }) => captionLines([title, body].filter(text => text !== null).map(text => ({ text }))))
    .filter(({ text }) => saysWhatIsShown(text))

function distinct<T>(values: readonly T[], key: (value: T) => string): readonly T[] {
  const once = new Map<string, T>()
  for (const value of values) if (!once.has(key(value))) once.set(key(value), value)
  return [...once.values()]
}

function differs(sources: readonly Source[], field: Person & FieldName): boolean {
  const values = sources.map(source => source[field]).filter(value => value !== null)
  return new Set(values.map(value => fold(textOf(value)).replace(/\s+/g, ' '))).size > 1
}

const textOf = (value: string | Private): string => (typeof value === 'string' ? value : value.reveal())
