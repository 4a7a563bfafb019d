import type { FieldName } from '../../src/domain.ts'

const ZONE = 'Asia/Ho_Chi_Minh'

/** "3 giờ trước"; older than a week: the day. */
export function age(then: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - then.getTime()) / 60_000)
  if (minutes < 1) return 'vừa xong'
  if (minutes < 60) return `${minutes} phút trước`
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} giờ trước`
  if (minutes < 7 * 24 * 60) return `${Math.floor(minutes / 60 / 24)} ngày trước`
  return new Intl.DateTimeFormat('vi', { timeZone: ZONE, day: '2-digit', month: '2-digit', year: 'numeric' }).format(
    then,
  )
}

/** "08:30 ngày 18/11/2019". */
export function exactTime(time: Date): string {
  const part = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat('vi', { timeZone: ZONE, ...options }).format(time)
  return `${part({ hour: '2-digit', minute: '2-digit', hour12: false })} ngày ${part({ day: '2-digit', month: '2-digit', year: 'numeric' })}`
}

/** "2019-11-20" → "20/11/2019". */
export const day = (date: string): string => date.split('-').reverse().join('/')

/** Today in Việt Nam, "2019-11-20". */
export const today = (now: Date): string => new Intl.DateTimeFormat('sv', { timeZone: ZONE }).format(now)

/** "76,9 GB", "1,9 MB", "340 KB". */
export function size(bytes: number): string {
  const tenths = (unit: number): string => (bytes / unit).toFixed(1).replace('.', ',')
  if (bytes >= GIGABYTE) return `${tenths(GIGABYTE)} GB`
  if (bytes >= MEGABYTE) return `${tenths(MEGABYTE)} MB`
  return `${Math.max(1, Math.round(bytes / 1024))} KB`
}

const MEGABYTE = 1024 ** 2
const GIGABYTE = 1024 ** 3

/** A camera's local time, "2019-11-18T08:30:00+07:00" → "08:30 ngày 18/11/2019 (giờ +07:00)". */
export function takenTime(takenAt: string): string {
  const [, year, month, day, hour, minute] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(takenAt) ?? []
  const offset = takenAt.slice(19)
  return year === undefined
    ? takenAt
    : `${hour}:${minute} ngày ${day}/${month}/${year}${offset === '' ? '' : ` (giờ ${offset})`}`
}

/** A mail's subject, in words where it has none. */
export const subjectText = (subject: string): string => subject || '(không có tiêu đề)'

/** The labels of the form. */
export const fieldText: Record<FieldName, string> = {
  title: 'Tít tin, bài',
  body: 'Nội dung',
  captions: 'Chú thích ảnh',
  author: 'Tác giả',
  unit: 'Đơn vị công tác',
  phone: 'Số điện thoại',
  accountNumber: 'Số tài khoản',
  accountHolder: 'Chủ tài khoản',
}

/** Why a mail belongs to a submission, by `JoinReason`. */
export const joinText: Readonly<Record<string, string>> = {
  first: 'Thư đầu tiên',
  sameMail: 'Gộp vì là cùng một thư gửi hai lần',
  code: 'Gộp vì có mã bài',
  reply: 'Gộp vì trả lời thư trước',
  thread: 'Gộp vì trả lời trong cùng một luồng thư',
  sequel: 'Gộp vì cùng người gửi, gửi tiếp phần còn thiếu',
  sameArticle: 'Gộp vì cùng một bài',
  editor: 'Do biên tập viên xếp vào',
}

export const ORIGINAL_TEXT = { yes: 'Ảnh gốc', doubt: 'Chưa chắc', no: 'Không phải ảnh gốc' } as const
