/** Vietnam keeps UTC+7 all year. */
const ZONE = 'Asia/Ho_Chi_Minh'
const OFFSET = '+07:00'

/** Hours of the day between which mail to people is written: never at night, nor before the office opens. */
const OPENS = 8
const CLOSES = 17

const DAY = 24 * 60 * 60 * 1000

/** Labour Code 45/2019/QH14, article 112; of the second day of National Day the day before or after is chosen each year. */
const HOLIDAYS = new Set(['01-01', '04-30', '05-01', '09-01', '09-02', '09-03'])
/** The same by the lunar calendar, month and day: Tết, with the eve, and the Hùng Kings. */
const LUNAR_HOLIDAYS = new Set(['12-29', '12-30', '1-1', '1-2', '1-3', '1-4', '1-5', '3-10'])

/**
 * The time itself if it lies in office hours of a working day in Vietnam, or else when the office opens next.
 *
 * @param holidays more days without work, "2026-01-02", such as those that are swapped by decree
 */
export function officeTime(time: Date, holidays: readonly string[]): Date {
  const { day, hour } = localTime(time)
  if (isWorkingDay(day, holidays)) {
    if (hour < OPENS) return opening(day)
    if (hour < CLOSES) return time
  }
  return opening(nextWorkingDay(day, holidays))
}

/** When the office opens on the n-th working day after a time; `days` at least 1. */
export function workingDaysAfter(time: Date, days: number, holidays: readonly string[]): Date {
  let { day } = localTime(time)
  for (let passed = 0; passed < days; passed++) day = nextWorkingDay(day, holidays)
  return opening(day)
}

function nextWorkingDay(day: string, holidays: readonly string[]): string {
  const next = localTime(new Date(opening(day).getTime() + DAY)).day
  return isWorkingDay(next, holidays) ? next : nextWorkingDay(next, holidays)
}

function isWorkingDay(day: string, holidays: readonly string[]): boolean {
  const noon = new Date(`${day}T12:00:00${OFFSET}`)
  const weekday = new Intl.DateTimeFormat('en', { timeZone: ZONE, weekday: 'short' }).format(noon)
  if (weekday === 'Sat' || weekday === 'Sun' || holidays.includes(day)) return false
  return !HOLIDAYS.has(day.slice(5)) && !LUNAR_HOLIDAYS.has(lunarDay(noon))
}

const LUNAR = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: ZONE, month: 'numeric', day: 'numeric' })

/** "3-10". The Chinese calendar names the same days; the two part by one day about once in twenty years (2030 next). */
function lunarDay(time: Date): string {
  const parts = new Map(LUNAR.formatToParts(time).map(({ type, value }) => [type, value]))
  return `${parts.get('month')}-${parts.get('day')}`
}

const LOCAL = new Intl.DateTimeFormat('sv', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'short' })

function localTime(time: Date): { readonly day: string; readonly hour: number } {
  const [day = '', clock = ''] = LOCAL.format(time).split(' ')
  return { day, hour: Number(clock.slice(0, 2)) }
}

const opening = (day: string): Date => new Date(`${day}T0${OPENS}:00:00${OFFSET}`)
