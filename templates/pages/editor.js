/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
// Writing a text with its forms: bold, italic, subheadings and lists, with the keys that people know from Word. Without
// it the page has the words alone, in a plain field. Served as it stands, with the editor that it asks for.

import Squire from 'squire-rte'

/**
 * The editor in place of the plain field; what is posted is its HTML, which the server reads and does not trust.
 * @param {HTMLElement} plain
 * @param {HTMLTemplateElement} template
 * @param {HTMLInputElement} forms
 */
function write(plain, template, forms) {
  plain.replaceWith(template.content)
  const root = /** @type {HTMLElement} */ (document.querySelector('[data-writes]'))
  const editor = new Squire(root, { blockTag: 'P', addLinks: false, sanitizeToDOMFragment: cleaned })
  editor.setHTML(forms.value)
  forms.form?.addEventListener('formdata', ({ formData }) => formData.set(forms.name, editor.getHTML()))
  // What is done by a key or a button changes the text too, but only typing tells so by itself.
  editor.addEventListener('input', () => root.dispatchEvent(new Event('input', { bubbles: true })))
  keys(editor)
  tools(editor, [...document.querySelectorAll('button[data-does]')])
}

/** @type {Readonly<Record<string, (editor: Squire) => unknown>>} */
const DOES = {
  bold: editor => (editor.hasFormat('B') ? editor.removeBold() : editor.bold()),
  italic: editor => (editor.hasFormat('I') ? editor.removeItalic() : editor.italic()),
  heading: editor => turnHeading(editor),
  bullets: editor => (editor.hasFormat('UL') ? editor.removeList() : editor.makeUnorderedList()),
  numbers: editor => (editor.hasFormat('OL') ? editor.removeList() : editor.makeOrderedList()),
  undo: editor => editor.undo(),
  redo: editor => editor.redo(),
}

/** @type {Readonly<Record<string, string>>} */
const IS_ON = { bold: 'B', italic: 'I', heading: 'H2', bullets: 'UL', numbers: 'OL' }

/**
 * Buttons, and which of them are on where the cursor stands.
 * @param {Squire} editor
 * @param {Element[]} buttons
 */
function tools(editor, buttons) {
  const show = () => {
    for (const button of buttons) {
      const tag = IS_ON[does(button)]
      if (tag !== undefined) button.setAttribute('aria-pressed', String(editor.hasFormat(tag)))
    }
  }
  for (const button of buttons) {
    button.addEventListener('mousedown', event => event.preventDefault()) // the cursor stays in the text
    button.addEventListener('click', () => {
      DOES[does(button)]?.(editor)
      show()
    })
  }
  for (const event of ['pathChange', 'select', 'cursor', 'input']) editor.addEventListener(event, show)
}

/** @param {Element} button */
const does = button => (button instanceof HTMLElement ? (button.dataset.does ?? '') : '')

/**
 * Keys of our own, and none for what a text here cannot have. Tab leads out of the text, page keys page.
 * @param {Squire} editor
 */
function keys(editor) {
  for (const held of ['Ctrl-', 'Meta-']) {
    for (const key of ['u', 'd', '[', ']', 'Shift-5', 'Shift-6', 'Shift-9'])
      editor.setKeyHandler(held + key, pressing(''))
    editor.setKeyHandler(`${held}Shift-7`, pressing('numbers'))
    editor.setKeyHandler(`${held}Shift-8`, pressing('bullets'))
  }
  editor.setKeyHandler('Alt-Ctrl-2', pressing('heading'))
  for (const key of ['Tab', 'Shift-Tab', 'PageUp', 'PageDown']) editor.setKeyHandler(key, null)
}

/**
 * @param {string} name
 * @returns {(editor: Squire, event: KeyboardEvent) => void}
 */
const pressing = name => (editor, event) => {
  event.preventDefault()
  DOES[name]?.(editor)
}

/**
 * Paragraphs become subheadings, and back. An item of a list leaves its list for it.
 * @param {Squire} editor
 */
function turnHeading(editor) {
  const isOn = editor.hasFormat('H2')
  if (!isOn && (editor.hasFormat('UL') || editor.hasFormat('OL'))) editor.removeList()
  editor.modifyBlocks((/** @type {DocumentFragment} */ fragment) => {
    for (const block of [...fragment.children]) {
      if (!block.matches('p, div, h2')) continue
      const turned = document.createElement(isOn ? 'p' : 'h2')
      turned.append(...block.childNodes)
      block.replaceWith(turned)
    }
    return fragment
  })
  editor.focus()
}

/**
 * What stays of HTML that is pasted, from Word above all. All of it is made anew and nothing is taken over but words, so
 * no script, no style and no address can come along.
 * @param {string} html
 */
function cleaned(html) {
  const fragment = document.createDocumentFragment()
  keep(new DOMParser().parseFromString(html, 'text/html').body, fragment)
  return fragment
}

/** @typedef {Element | DocumentFragment} Outer */

/**
 * @param {Node} node
 * @param {Outer} into
 */
function keep(node, into) {
  if (node instanceof Text) into.append(node.data)
  if (!(node instanceof Element) || node.matches(LOST) || IN_WORD.mark.test(styleOf(node))) return
  const within = placeOf(node, into)
  for (const child of node.childNodes) keep(child, within)
}

/** What a reader does not see as words. */
const LOST = 'head, iframe, math, noscript, object, option, script, select, style, svg, template, textarea, title'

/** In Word a list is paragraphs with a style, and its marks are words in another. */
const IN_WORD = { item: /mso-list:\s*l\d/i, mark: /mso-list:\s*ignore/i, number: /^\(?[a-z\d]{1,4}[.)]/i }

/**
 * Where the words of an element go.
 * @param {Element} element
 * @param {Outer} into
 */
function placeOf(element, into) {
  if (!IN_WORD.item.test(styleOf(element))) return formsOf(element, into).reduce(addTo, into)
  const mark = [...element.querySelectorAll('span')].find(span => IN_WORD.mark.test(styleOf(span)))
  const list = IN_WORD.number.test(mark?.textContent?.trim() ?? '') ? 'ol' : 'ul'
  const last = into.lastElementChild
  return addTo(last?.localName === list ? last : addTo(into, list), 'li')
}

/**
 * @param {Outer} outer
 * @param {string} tag
 * @returns {Outer}
 */
const addTo = (outer, tag) => outer.appendChild(document.createElement(tag))

const BLOCKS = 'p, div, h1, h2, h3, h4, h5, h6, ul, ol, li, table, tr, td, th, blockquote, pre, section, article'

/**
 * The elements that an element becomes, the outermost first.
 * @param {Element} element
 * @param {Outer} into
 * @returns {string[]}
 */
function formsOf(element, into) {
  if (element.matches('ul, ol, br')) return [element.localName]
  if (element.matches('ul > li, ol > li')) return ['li']
  if (element.matches(BLOCKS)) {
    const holdsWords = element.querySelector(BLOCKS) === null && element.textContent?.trim() !== ''
    return holdsWords ? [/^h\d$/.test(element.localName) ? 'h2' : 'p'] : []
  }
  const isInHeading = into instanceof Element && into.closest('h2') !== null
  return [...(isBold(element) && !isInHeading ? ['b'] : []), ...(isItalic(element) ? ['i'] : [])]
}

/** @param {Element} element */
const styleOf = element => element.getAttribute('style') ?? ''

/**
 * Programs write "bold" as an element or as a style, and take it back by a style; Word's `mso-bidi-font-weight` is
 * about other scripts than ours.
 * @param {Element} element
 */
const isBold = element =>
  /(?<!-)font-weight:\s*(?:bold|[6-9]00)/i.test(styleOf(element)) ||
  (element.matches('b, strong') && !/(?<!-)font-weight:\s*(?:normal|[1-5]00)/i.test(styleOf(element)))

/** @param {Element} element */
const isItalic = element =>
  /(?<!-)font-style:\s*italic/i.test(styleOf(element)) ||
  (element.matches('i, em') && !/(?<!-)font-style:\s*normal/i.test(styleOf(element)))

const plain = document.querySelector('[data-plain]')
const template = document.querySelector('template[data-editor]')
const forms = document.querySelector('input[name=dinh-dang]')
// Who has begun to type before this came goes on in the plain field.
const isUntouched = [...(plain?.querySelectorAll('textarea') ?? [])].every(area => area.value === area.defaultValue)
if (plain instanceof HTMLElement && template instanceof HTMLTemplateElement && forms instanceof HTMLInputElement)
  if (isUntouched) write(plain, template, forms)
