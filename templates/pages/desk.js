/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
// What pages do beyond reading and deciding, which need no script: saving while one types, photos that are dragged, and
// keys. Served as it stands.

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

const form = document.querySelector('form[data-autosave]')
if (form instanceof HTMLFormElement) saveWhileTyping(form)
const list = document.querySelector('[data-arrange]')
if (list instanceof HTMLElement) arrange(list)
