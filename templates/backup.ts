import { exactTime } from './pages/words.ts'

/** What `tinbai backup` prints. */
export function backedUpAsText(
  path: string,
  kept: {
    readonly mails: number
    readonly files: number
    readonly bytes: number
    readonly missing: readonly string[]
  },
): string {
  const megabytes = new Intl.NumberFormat('vi', { maximumFractionDigits: 1 }).format(kept.bytes / 1024 / 1024)
  const done = `Đã sao lưu ${kept.mails} thư, ${kept.files} tệp (${megabytes} MB) vào ${path}. Tệp này chứa thông tin cá nhân, xin cất ở nơi an toàn.\n`
  if (kept.missing.length === 0) return done
  return `${done}Thiếu ${kept.missing.length} tệp, vì trong kho không còn hoặc đã hỏng:\n${kept.missing.join('\n')}\n`
}

/** What `tinbai restore` prints. */
export function restoredAsText({
  takenAt,
  rows,
  files,
}: {
  readonly takenAt: Date
  readonly rows: number
  readonly files: number
}): string {
  return `\
Đã khôi phục bản sao lưu lúc ${exactTime(takenAt)}: ${rows} dòng dữ liệu, ${files} tệp.
Thư đến sau lúc đó sẽ được đọc lại từ hộp thư và xếp vào các mục, nhưng không tự động trả lời, vì có thể đã được trả lời rồi. Thư trả lời đang chờ gửi sẽ được đối chiếu với mục Đã gửi trước.
`
}
