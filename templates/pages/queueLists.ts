import type { ListView, SubmissionList } from '../../src/domain.ts'

interface ListWords {
  readonly href: string
  /** Names the list in links that come back to it. */
  readonly slug: string
  readonly name: string
  readonly empty: string
}

/** The lists of submissions, in the order of their work. */
export const QUEUE_LISTS: Readonly<Record<SubmissionList, ListWords>> = {
  waiting: { href: '/', slug: 'cho-duyet', name: 'Chờ duyệt', empty: 'Không có bài nào đang chờ duyệt.' },
  incomplete: {
    href: '/can-bo-sung',
    slug: 'can-bo-sung',
    name: 'Cần bổ sung',
    empty: 'Không có bài nào đang chờ bổ sung.',
  },
  accepted: { href: '/da-duyet', slug: 'da-duyet', name: 'Đã duyệt', empty: 'Không có bài nào đã duyệt mà chưa đăng.' },
  published: { href: '/da-dang', slug: 'da-dang', name: 'Đã đăng', empty: 'Chưa có bài nào được ghi là đã đăng.' },
  declined: { href: '/khong-dang', slug: 'khong-dang', name: 'Không đăng', empty: 'Không có bài nào bị từ chối.' },
}

export const QUEUE: readonly SubmissionList[] = ['waiting', 'incomplete', 'accepted', 'published', 'declined']

const FINDINGS = { co: 'some', khong: 'none' } as const
const CLAIMED = { toi: 'mine', chua: 'nobody' } as const

/** What a list's address asks for, by default all of it, the newest first: "?don-vi=…&thang=2026-11&luu-y=co&ai=toi&xep=cu". */
export function listView(list: SubmissionList, query: URLSearchParams): ListView {
  const one = <T>(name: string, values: Readonly<Record<string, T>>): T | null => values[query.get(name) ?? ''] ?? null
  return {
    list,
    unit: (query.get('don-vi') ?? '').trim().slice(0, 100),
    month: /^20\d\d-(?:0[1-9]|1[0-2])$/.exec(query.get('thang') ?? '')?.[0] ?? '',
    findings: one('luu-y', FINDINGS),
    claimed: one('ai', CLAIMED),
    oldestFirst: query.get('xep') === 'cu',
  }
}

/** Of {@link listView} the other way; '' for the whole list. */
export function queryOf({ unit, month, findings, claimed, oldestFirst }: ListView): string {
  const query = new URLSearchParams()
  const named = <T>(values: Readonly<Record<string, T>>, value: T | null): string =>
    Object.entries(values).find(([, other]) => other === value)?.[0] ?? ''
  const all = {
    'don-vi': unit,
    thang: month,
    'luu-y': named(FINDINGS, findings),
    ai: named(CLAIMED, claimed),
    xep: oldestFirst ? 'cu' : '',
  }
  for (const [name, value] of Object.entries(all)) if (value !== '') query.set(name, value)
  return query.toString()
}

/** Names the list and what of it in links that come back to it: "cho-duyet?xep=cu". */
export function wayText(view: ListView): string {
  const query = queryOf(view)
  return `${QUEUE_LISTS[view.list].slug}${query === '' ? '' : `?${query}`}`
}

/** The list that a link names; null for none. */
export function wayNamed(text: string | undefined): ListView | null {
  const [slug, query = ''] = (text ?? '').split('?')
  const list = QUEUE.find(one => QUEUE_LISTS[one].slug === slug)
  return list === undefined ? null : listView(list, new URLSearchParams(query))
}

/** The address of the list. */
export function hrefOf(view: ListView): string {
  const query = queryOf(view)
  return `${QUEUE_LISTS[view.list].href}${query === '' ? '' : `?${query}`}`
}
