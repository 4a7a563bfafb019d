import { LONG_WAIT_DAYS } from '../src/domain.ts'
import { plainMail, quotedTitle } from './replies/letter.ts'

/** A piece that has waited long. */
export interface Waiting {
  readonly title: string | null
  readonly unit: string | null
  readonly reference: string
  readonly days: number
}

/**
 * What an editor is told in the morning about the pieces that have waited long.
 *
 * @param count of all of them; `oldest`: the first few
 * @param desk address of the desk; null: it is known on the office's machine alone
 */
export function digestMail(
  { count, oldest }: { readonly count: number; readonly oldest: readonly Waiting[] },
  desk: string | null,
): { readonly subject: string; readonly text: string; readonly html: string } {
  const lines = oldest.map(({ title, unit, reference, days }) => {
    const about = [title === null ? 'Bài chưa có tít' : quotedTitle(title), unit].filter(Boolean).join(', ')
    return `${about} (${reference}): chờ ${days} ngày.`
  })
  const rest = count - oldest.length
  return {
    subject: `${count} bài chờ duyệt quá ${LONG_WAIT_DAYS} ngày`,
    ...plainMail([
      `Có ${count} bài đã chờ duyệt quá ${LONG_WAIT_DAYS} ngày. Bài chờ lâu nhất đứng trước.`,
      ...lines,
      ...(rest > 0 ? [`Và ${rest} bài khác.`] : []),
      desk === null ? 'Xin mở tinbai, mục Chờ duyệt.' : `Mở danh sách: ${desk}/?xep=cu`,
      'tinbai gửi thư này vào sáng ngày làm việc, chỉ khi có bài chờ lâu. Đồng chí không cần trả lời thư này.',
    ]),
  }
}
