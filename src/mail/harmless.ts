import { Parser } from 'htmlparser2'
import sanitizeHtml, { type Attributes, type IOptions, type Tag } from 'sanitize-html'
import { isInvisible } from '../documents/htmlStyle.ts'
import type { MailPage, MailPagePiece, Sha256 } from '../domain.ts'

/**
 * HTML of a stranger → what of it can do nothing: words, layout, links to follow by hand, and pictures that came with
 * the mail. What a browser would run, send, ask elsewhere or lay over something else is gone. sanitize-html decides what
 * stays; what it leaves is taken apart once more, so that words can be masked and pictures put in.
 *
 * @param pictureOf the file of the mail that the HTML names by this source; null: there is none
 */
export function harmless(html: string, pictureOf: (source: string) => Sha256 | null): Omit<MailPage, 'isCut'> {
  let namesOthers = false
  const notice = (attributes: Attributes): void => {
    if (ELSEWHERE.test(attributes.background ?? '') || ELSEWHERE.test(attributes.style ?? '')) namesOthers = true
  }
  const img = ({ src = '', alt = '', width = '', height = '' }: Attributes): Tag => {
    const sha256 = pictureOf(src)
    const isElsewhere = sha256 === null && ELSEWHERE.test(src)
    if (isElsewhere) namesOthers = true
    if (isElsewhere && [width, height].some(side => /^[012](px)?$/.test(side.trim()))) return NOTHING
    return {
      tagName: 'img',
      attribs: { src: `cid:${sha256 ?? (isElsewhere ? 'elsewhere' : 'lost')}`, alt, width, height },
    }
  }
  const clean = sanitizeHtml(html, {
    ...ALLOWED,
    transformTags: {
      img: (_, attributes) => img(attributes),
      '*': (tagName, attribs) => {
        if (isInvisible(attribs)) return NOTHING
        notice(attribs)
        return { tagName, attribs }
      },
    },
  })
  return { pieces: piecesOf(clean), namesOthers }
}

/** An address of another machine, as an image's source or in a style. */
const ELSEWHERE = /^\s*(?:https?:)?\/\/|url\(\s*["']?\s*(?:https?:)?\/\//i

/** An element that is left out with all that is in it: `template` is among the silent ones. */
const NOTHING: Tag = { tagName: 'template', attribs: {} }

const names = (list: string): string[] => list.split(' ')

/** Elements whose content is no text for a reader. */
const SILENT = names(
  'script style title noscript noembed noframes template object embed applet svg math select option textarea xml xmp plaintext iframe frameset audio video canvas',
)

const COLOUR = /^(?:#[0-9a-f]{3,8}|[a-z]{3,25}|rgba?\([\d\s.,%]{1,40}\))$/i
const LENGTH = /^(?:0|\d{1,3}(?:\.\d{1,4})?(?:px|pt|em|rem|ex|in|cm|mm|%))$/i
const LENGTHS = /^(?:(?:0|auto|\d{1,2}(?:\.\d{1,4})?(?:px|pt|em|rem|in|cm|mm|%))(?:\s+|$)){1,4}$/i
const BORDER =
  /^(?:(?:none|0|thin|medium|thick|\d{1,2}(?:\.\d{1,2})?(?:px|pt)|solid|dashed|dotted|double|[a-z]{3,25}|#[0-9a-f]{3,8}|rgba?\([\d\s.,%]{1,40}\))(?:\s+|$)){1,3}$/i

/** No `position`, no negative margin, no address: nothing leaves its place, nothing is asked for. */
const STYLES: Record<string, RegExp[]> = {
  color: [COLOUR],
  'background-color': [COLOUR],
  background: [COLOUR],
  'font-size': [LENGTH, /^(?:xx?-small|small|medium|large|xx?-large|smaller|larger)$/i],
  'font-family': [/^[\p{L}\d\s,'"_.-]{1,200}$/u],
  'font-weight': [/^(?:normal|bold|bolder|lighter|[1-9]00)$/i],
  'font-style': [/^(?:normal|italic|oblique)$/i],
  'text-align': [/^(?:left|right|center|justify|start|end)$/i],
  'text-decoration': [/^(?:none|underline|line-through|overline)$/i],
  'text-indent': [LENGTH],
  'text-transform': [/^(?:none|uppercase|lowercase|capitalize)$/i],
  'line-height': [/^(?:normal|\d(?:\.\d{1,4})?)$/i, LENGTH],
  'vertical-align': [/^(?:baseline|sub|super|top|middle|bottom)$/i],
  'white-space': [/^(?:normal|nowrap|pre|pre-wrap|pre-line)$/i],
  'list-style-type': [/^[a-z-]{1,30}$/i],
  'border-collapse': [/^(?:collapse|separate)$/i],
  width: [LENGTH],
  'max-width': [LENGTH],
  padding: [LENGTHS],
  margin: [LENGTHS],
  border: [BORDER],
  ...Object.fromEntries(
    names('top right bottom left').flatMap(side => [
      [`padding-${side}`, [LENGTH]],
      [`margin-${side}`, [LENGTH]],
      [`border-${side}`, [BORDER]],
    ]),
  ),
}

/** Elements may stand in one another so deep: beyond it no layout has a meaning. */
const DEEPEST = 200

const ALLOWED: IOptions = {
  allowedTags: names(
    'p div span br hr wbr h1 h2 h3 h4 h5 h6 b strong i em u s strike del ins sub sup small big tt font center blockquote q cite pre code ul ol li dl dt dd table caption colgroup col thead tbody tfoot tr td th a img address article section header footer main figure figcaption',
  ),
  allowedAttributes: {
    '*': names('style align dir lang'),
    a: ['href'],
    img: names('src alt width height'),
    font: names('color face size'),
    table: names('width border cellpadding cellspacing bgcolor'),
    tr: names('bgcolor valign'),
    td: names('width height colspan rowspan bgcolor valign nowrap'),
    th: names('width height colspan rowspan bgcolor valign nowrap'),
    col: names('width span'),
    ol: names('start type'),
    ul: ['type'],
    li: names('value type'),
  },
  allowedStyles: { '*': STYLES },
  allowedSchemes: names('http https mailto'),
  allowedSchemesByTag: { img: ['cid'] },
  allowProtocolRelative: false,
  nonTextTags: SILENT,
  nestingLimit: DEEPEST,
}

/** The words and elements of clean HTML, one after the other. */
function piecesOf(html: string): readonly MailPagePiece[] {
  const pieces: MailPagePiece[] = []
  const markup = (piece: string): void => {
    const last = pieces.at(-1)
    if (last?.kind === 'markup') pieces[pieces.length - 1] = { kind: 'markup', html: last.html + piece }
    else pieces.push({ kind: 'markup', html: piece })
  }
  let kept = 0
  const parser = new Parser({
    onopentag(name, { href, ...attributes }) {
      if (name === 'pre') kept++
      if (name === 'img') pieces.push(...pictureOf(attributes))
      else if (name === 'a' && WHOLE.test(href ?? '')) pieces.push({ kind: 'link', href: href?.trim() ?? '' })
      else markup(opening(name, attributes))
    },
    ontext(text) {
      const seen = text.replace(UNSEEN, '')
      pieces.push({ kind: 'text', text: kept > 0 ? seen : seen.replace(/[ \t\r\n\f]+/g, ' ') })
    },
    onclosetag(name) {
      if (name === 'pre') kept--
      if (!VOID.has(name)) markup(`</${name}>`)
    },
  })
  parser.end(html)
  return pieces
}

/** A part of an address would lead into the desk: it is taken from wherever the page stands. */
const WHOLE = /^\s*(?:https?:\/\/|mailto:)/i

/** Marks that show nothing: between the digits of a number they would hide it from whoever looks for it. */
const UNSEEN = /[\u200b-\u200f\u2060-\u2064\ufeff\u00ad\ue000\ue001]/g

const VOID = new Set(names('br hr wbr img col'))

const opening = (name: string, attributes: Attributes): string =>
  `<${name}${Object.entries(attributes)
    .map(([attribute, value]) => ` ${attribute}="${escaped(value)}"`)
    .join('')}>`

const escaped = (value: string): string =>
  value.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** A picture that the mail names and does not have leaves its words. */
function pictureOf({ src = '', alt = '', width = '', height = '' }: Attributes): readonly MailPagePiece[] {
  const source = src.replace(/^cid:/, '')
  if (source === 'elsewhere') return [{ kind: 'picture', sha256: null, alt, width: null, height: null }]
  if (!/^[0-9a-f]{64}$/.test(source)) return alt.trim() === '' ? [] : [{ kind: 'text', text: alt }]
  return [{ kind: 'picture', sha256: source, alt, width: pixels(width), height: pixels(height) }]
}

const pixels = (side: string): number | null => (/^[1-9]\d{0,3}(?:px)?$/.test(side) ? Number.parseInt(side, 10) : null)
