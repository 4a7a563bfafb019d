import type { SubmissionList } from '../../src/domain.ts'

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

/** The list that a link names; null for none. */
export const listNamed = (slug: string | undefined): SubmissionList | null =>
  QUEUE.find(list => QUEUE_LISTS[list].slug === slug) ?? null
