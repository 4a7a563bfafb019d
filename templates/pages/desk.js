/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
// What pages do beyond reading and deciding, which need no script: saving while one types, photos that are dragged,
// texts that are copied, and keys. Served as it stands.

/**
 * Saves a form a moment after each change, under the number of the version that came last.
 * @param {HTMLFormElement} form
 */
function saveWhileTyping(form) {
  const said = form.querySelector('[data-saved]')
  const seen = /** @type {HTMLInputElement | null} */ (form.querySelector('[name=ban]'))
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let soon
  let isSaving = false
  let isStopped = false
  let isDirty = false

  async function save() {
    if (isStopped || said === null || seen === null) return
    if (isSaving) return later()
    isSaving = true
    isDirty = false
    try {
      const answer = await fetch(form.action, {
        method: 'POST',
        headers: { Accept: 'application/json' },
        body: new URLSearchParams(/** @type {[string, string][]} */ ([...new FormData(form)])),
      })
      if (answer.ok) {
        seen.value = String((await answer.json()).ban)
        said.textContent = `Đã tự lưu lúc ${new Date().toLocaleTimeString('vi', { hour: '2-digit', minute: '2-digit' })}`
      } else if (answer.status === 409) {
        isStopped = true
        said.textContent = 'Người khác vừa lưu bài này nên không tự lưu nữa. Bấm Lưu để xem cả hai bản.'
      } else throw new Error(String(answer.status))
    } catch {
      isDirty = true
      said.textContent = 'Chưa tự lưu được. Những chỗ đang sửa vẫn ở trên trang; xin thử bấm Lưu.'
    }
    isSaving = false
  }

  function later() {
    isDirty = true
    clearTimeout(soon)
    soon = setTimeout(save, 1500)
  }

  form.addEventListener('input', later)
  form.addEventListener('submit', () => {
    clearTimeout(soon)
    isStopped = true
    isDirty = false
  })
  window.addEventListener('beforeunload', event => {
    if (isDirty) event.preventDefault()
  })
}

/**
 * Photos are dragged to their places, or moved by the number in front of them.
 * @param {HTMLElement} list
 */
function arrange(list) {
  /** @type {HTMLElement | null} */
  let held = null
  const number = () => {
    for (const [at, input] of [...list.querySelectorAll('[name=thu-tu]')].entries())
      if (input instanceof HTMLInputElement) input.value = String(at + 1)
    list.dispatchEvent(new Event('input', { bubbles: true }))
  }
  for (const item of list.querySelectorAll('li')) {
    const grip = item.querySelector('.grip')
    grip?.setAttribute('draggable', 'true')
    grip?.querySelector('img')?.setAttribute('draggable', 'false')
    grip?.addEventListener('dragstart', () => {
      held = item
      item.classList.add('held')
    })
    grip?.addEventListener('dragend', () => {
      held = null
      item.classList.remove('held')
      number()
    })
    item.addEventListener('dragover', event => {
      if (held === null || held === item) return
      event.preventDefault()
      const { top, height } = item.getBoundingClientRect()
      if (event.clientY < top + height / 2) item.before(held)
      else item.after(held)
    })
    const swaps = item.querySelector('[data-swaps]')
    swaps?.removeAttribute('hidden')
    swaps?.addEventListener('click', () => swapCaptions(item, item.nextElementSibling))
  }
  list.addEventListener('change', event => {
    const input = /** @type {HTMLInputElement} */ (event.target)
    const item = input.closest('li')
    if (input.name !== 'thu-tu' || item === null) return
    const others = [...list.querySelectorAll('li')].filter(other => other !== item)
    const next = others[Math.max(0, Number(input.value) - 1)]
    if (next === undefined) list.append(item)
    else next.before(item)
    number()
  })
}

/**
 * Captions were often sent in another order than their photos.
 * @param {Element} item
 * @param {Element | null} other
 */
function swapCaptions(item, other) {
  const [one, two] = [item, other].map(each => each?.querySelector('textarea'))
  if (!one || !two) return
  const { value } = one
  one.value = two.value
  two.value = value
  one.dispatchEvent(new Event('input', { bubbles: true }))
}

/**
 * An open page follows what others do: a list shows its rows anew, a piece says that it has changed.
 * @param {HTMLElement} main
 */
function follow(main) {
  let isStale = false
  let isAsking = false
  /** Of the page as it is shown, where the desk has told it: most changes are about other pages. */
  let tag = ''

  async function look() {
    if (document.hidden || isAsking || isReading()) {
      isStale = true
      return
    }
    isAsking = true
    isStale = false
    const answer = await fetch(location.href, { headers: { 'If-None-Match': tag } }).catch(() => null) // the next change asks again
    const isSame = answer?.ok && !answer.redirected
    if (isSame && show(new DOMParser().parseFromString(await answer.text(), 'text/html')))
      tag = answer.headers.get('ETag') ?? ''
    isAsking = false
    if (isStale && !document.hidden) await look()
  }

  /** What a badge means is open over the list. */
  const isReading = () => main.querySelector(':popover-open') !== null

  /**
   * Whether the page shows all of it now.
   * @param {Document} next
   */
  function show(next) {
    const now = next.querySelector('main')
    if (now === null) return false
    const [menu, newMenu] = [document.querySelector('header'), next.querySelector('header')]
    if (menu !== null && newMenu !== null && !menu.contains(document.activeElement)) menu.innerHTML = newMenu.innerHTML
    if (main.dataset.live === 'list') return showRows(now)
    if (now.dataset.stand !== main.dataset.stand) sayChanged()
    return true
  }

  /** @param {HTMLElement} now */
  function showRows(now) {
    const active = document.activeElement
    const isChoosing = main.querySelector('input:checked') !== null
    if (isChoosing || active instanceof HTMLInputElement || active instanceof HTMLSelectElement) return false
    const place = placeOf(active)
    const href = active instanceof HTMLAnchorElement && main.contains(active) ? active.getAttribute('href') : null
    for (const [at, details] of main.querySelectorAll('details').entries()) {
      const same = now.querySelectorAll('details')[at]
      if (same !== undefined) same.open = details.open
    }
    main.innerHTML = now.innerHTML
    const again = [...main.querySelectorAll('a')].find(link => link.getAttribute('href') === href)
    again?.focus()
    if (place !== null) badgesOf(place.href)[place.at]?.focus()
    return true
  }

  /**
   * The row and number of a badge that has the focus.
   * @param {Element | null} active
   */
  function placeOf(active) {
    const href = active?.closest('.rows > li')?.querySelector('h2 a')?.getAttribute('href') ?? null
    return href === null || !(active instanceof HTMLButtonElement) ? null : { href, at: badgesOf(href).indexOf(active) }
  }

  /** @param {string} href */
  function badgesOf(href) {
    const row = [...main.querySelectorAll('.rows > li')].find(
      one => one.querySelector('h2 a')?.getAttribute('href') === href,
    )
    return [...(row?.querySelectorAll('button') ?? [])]
  }

  function sayChanged() {
    if (main.querySelector('[data-changed]') !== null) return
    const banner = document.createElement('p')
    banner.className = 'banner'
    banner.setAttribute('role', 'status')
    banner.dataset.changed = ''
    banner.append('Bài này vừa thay đổi: có thư mới, hoặc người khác vừa làm. ')
    const link = document.createElement('a')
    link.href = location.href
    link.textContent = 'Xem bản mới'
    banner.append(link)
    main.prepend(banner)
  }

  new EventSource('/su-kien').addEventListener('message', look)
  const lookIfStale = () => {
    if (isStale) void look()
  }
  document.addEventListener('visibilitychange', lookIfStale)
  document.addEventListener('toggle', lookIfStale, true) // it does not bubble
}

/** j and k go through the rows of a list; other keys press what bears them. */
function listenToKeys() {
  document.addEventListener('keydown', event => {
    const { target, key } = event
    const isTyping =
      target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
    if (isTyping || event.ctrlKey || event.altKey || event.metaKey) return
    /** @type {NodeListOf<HTMLAnchorElement>} */
    const rows = document.querySelectorAll('.rows h2 a')
    const links = [...rows]
    if (key === 'j' || key === 'k') {
      const at = links.findIndex(link => link.matches(':focus'))
      const next = links[key === 'j' ? at + 1 : Math.max(0, at - 1)]
      next?.focus()
      return
    }
    const pressed = /^[a-z/]$/.test(key) ? document.querySelector(`[data-key="${key}"]`) : null
    if (!(pressed instanceof HTMLElement)) return
    event.preventDefault()
    if (pressed instanceof HTMLInputElement) pressed.focus()
    else pressed.click()
  })
}

/**
 * A button that copies a text. Not with `navigator.clipboard`: that is there over https only, and an office may reach the
 * desk by plain http on its own network.
 * @param {HTMLButtonElement} button
 */
function copyOnClick(button) {
  const area = document.getElementById(button.dataset.copies ?? '')
  const said = button.nextElementSibling
  if (!(area instanceof HTMLTextAreaElement) || said === null) return
  button.hidden = false
  button.addEventListener('click', () => {
    area.select()
    said.textContent = document.execCommand('copy') ? 'Đã chép. Bây giờ dán vào bài đăng.' : 'Xin bấm Ctrl+C để chép.'
  })
}

/** "Chọn cả trang" ticks every row, also those of a list that was shown anew. */
function tickAll() {
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.closest('label[data-all]') === null) return
    for (const box of document.querySelectorAll('input[name=thu]'))
      if (box instanceof HTMLInputElement) box.checked = target.checked
  })
}

/**
 * What a photo's card says of it beside its words: what the camera wrote, and the file to save.
 * @param {HTMLAnchorElement | undefined} link
 */
function factsOf(link) {
  const card = link?.closest('li')
  // The card also shows an earlier photo that is like it: of that one it knows nothing.
  if (card === null || card?.querySelector('a')?.href !== link?.href) return []
  return [card?.querySelector('.exif'), card?.querySelector('a[href^="/tep/"]')].flatMap(
    element => element?.cloneNode(true) ?? [],
  )
}

/**
 * Shows the file itself in the place of its large view, once all of it is there.
 * @param {HTMLImageElement} image
 * @param {string} original
 */
async function sharpen(image, original) {
  if (image.dataset.original !== undefined) return
  image.dataset.original = original
  const whole = new Image()
  whole.src = original
  try {
    await whole.decode()
    image.src = original
  } catch {
    // Not shown after all, for it is damaged: the large view stays.
  }
}

/**
 * Photos in the viewer: full screen, zoomed up to the camera's own pixels, one after the other, so that two that are
 * alike can be compared.
 * @param {HTMLAnchorElement[]} links
 */
function viewPhotos(links) {
  for (const [index, link] of links.entries()) {
    link.addEventListener('click', async event => {
      event.preventDefault()
      const { default: PhotoSwipe } = await import('photoswipe')
      const slides = links.map(({ href, dataset, firstElementChild }) => {
        const [width, height] = (dataset.view ?? '').split(' ').map(Number)
        return {
          src: href,
          width,
          height,
          alt: dataset.words,
          original: dataset.original,
          ...(firstElementChild instanceof HTMLImageElement ? { msrc: firstElementChild.src } : {}),
        }
      })
      const viewer = new PhotoSwipe({
        dataSource: slides,
        index,
        bgOpacity: 1,
        secondaryZoomLevel: 1,
        maxZoomLevel: 4,
        closeTitle: 'Đóng',
        zoomTitle: 'Phóng to',
        arrowPrevTitle: 'Ảnh trước',
        arrowNextTitle: 'Ảnh sau',
        errorMsg: 'Không xem được ảnh này.',
      })
      viewer.on('zoomPanUpdate', ({ slide }) => {
        const { element } = slide.content
        const isCloser = slide.currZoomLevel > slide.zoomLevels.initial * 1.01
        if (isCloser && slide.data.original !== undefined && element instanceof HTMLImageElement)
          void sharpen(element, slide.data.original)
      })
      viewer.on('uiRegister', () => {
        viewer.ui?.registerElement({
          name: 'below',
          appendTo: 'root',
          onInit: element => {
            const [words, facts] = [document.createElement('p'), document.createElement('div')]
            words.className = 'pswp__words'
            facts.className = 'pswp__facts'
            element.append(words, facts)
            viewer.on('change', () => {
              const link = links[viewer.currIndex]
              words.textContent = link?.dataset.words ?? ''
              const hadFocus = facts.contains(document.activeElement)
              const isOpen = facts.querySelector('details')?.open
              facts.replaceChildren(...factsOf(link))
              const details = facts.querySelector('details')
              if (details !== null && isOpen !== undefined) details.open = isOpen
              const next = details?.querySelector('summary') ?? viewer.element
              if (hadFocus) next?.focus()
            })
          },
        })
      })
      viewer.init()
    })
  }
}

const form = document.querySelector('form[data-autosave]')
if (form instanceof HTMLFormElement) saveWhileTyping(form)
const list = document.querySelector('[data-arrange]')
if (list instanceof HTMLElement) arrange(list)
const main = document.querySelector('main[data-live]')
if (main instanceof HTMLElement) follow(main)
listenToKeys()
tickAll()
for (const button of document.querySelectorAll('button[data-copies]'))
  if (button instanceof HTMLButtonElement) copyOnClick(button)
/** @type {NodeListOf<HTMLAnchorElement>} */
const photos = document.querySelectorAll('a[data-view]')
viewPhotos([...photos])
