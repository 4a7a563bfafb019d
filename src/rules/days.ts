import { fold } from '../form/clean.ts'

/** A day as a number: days since 1 January 1970, wherever one is. */
export type Day = number

const MILLISECONDS_A_DAY = 24 * 60 * 60 * 1000
/** Vietnam's time, UTC+7 all year. */
const OFFSET = 7 * 60 * 60 * 1000

/** The day in Vietnam of an instant; null if it is none. */
export function dayOfInstant(instant: string | null): Day | null {
  const time = Date.parse(instant ?? '')
  return Number.isNaN(time) ? null : Math.floor((time + OFFSET) / MILLISECONDS_A_DAY)
}

/** Clocks before digital cameras were common were never set. */
const FIRST_YEAR = 2003

/**
 * The day a camera wrote; null where its clock says nothing: years before 2003, and the first of January, at which
 * clocks without a battery begin (1970, 1980, 2000, the model's year).
 */
export function dayOfCamera(takenAt: string | null): Day | null {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d\d)-(\d\d)T/.exec(takenAt ?? '') ?? []
  if (Number(year) < FIRST_YEAR || (month === '01' && day === '01')) return null
  return dayOf(Number(day), Number(month), Number(year))
}

const NUMBER = String.raw`(0?[1-9]|[12]\d|3[01])`
/** "15-18/11", "15 đến 18/11", "15/11 - 18/11": the day before it begins the span. */
const SPAN = String.raw`(?:${NUMBER}\s*(?:-|den|va|,)\s*(?:ngay\s*)?)?`
const YEAR = String.raw`(20\d\d|\d\d(?!\d))`
/** "18/11/2019", "18-11", "18.11.2019". */
const NUMERIC = String.raw`${NUMBER}\s?[/.-]\s?(0?[1-9]|1[0-2])(?:\s?[/.-]\s?${YEAR})?(?![\d/%])`
/** "18 tháng 11 năm 2019", "18 tháng 11/2019". */
const WORDED = String.raw`${NUMBER}\s*thang\s*(0?[1-9]|1[0-2])(?!\d)(?:\s*(?:nam\s*|/\s*)${YEAR})?`
/** What makes two numbers a day: without it and without a year they may be a share or a score. */
const WORD = String.raw`\b(?:ngay|sang|trua|chieu|toi|dem|hom|nay|qua)\s*[(,]?\s*(?:ngay\s*)?`

const FORMS = [
  new RegExp(String.raw`(?<![\d/.-])${SPAN}${WORDED}`, 'g'),
  new RegExp(String.raw`(?:${WORD}|\()${SPAN}${NUMERIC}`, 'g'),
  new RegExp(String.raw`(?<![\d/.-])${SPAN}${NUMERIC}`, 'g'),
]
const BARE = FORMS[2]

/**
 * The days that a Vietnamese text names: "ngày 18/11/2019", "sáng 18-11", "chiều nay (18/11)", "18 tháng 11 năm 2019",
 * "từ ngày 15 đến ngày 18/11". One without its year is the one nearest to `near`; "tháng 11" alone names no day.
 */
export function daysIn(text: string, near: Day): ReadonlySet<Day> {
  const key = fold(text)
  const days = new Set<Day>()
  for (const form of FORMS) {
    for (const [, before, day, month, year] of key.matchAll(form)) {
      if (form === BARE && year === undefined) continue
      for (const one of [before, day]) {
        const found = one === undefined ? null : dayNear(Number(one), Number(month), year, near)
        if (found !== null) days.add(found)
      }
    }
  }
  return days
}

function dayNear(day: number, month: number, year: string | undefined, near: Day): Day | null {
  if (year !== undefined) return dayOf(day, month, year.length === 2 ? 2000 + Number(year) : Number(year))
  const about = new Date(near * MILLISECONDS_A_DAY).getUTCFullYear()
  const found = [about - 1, about, about + 1].map(one => dayOf(day, month, one)).filter(one => one !== null)
  return found.toSorted((a, b) => Math.abs(a - near) - Math.abs(b - near))[0] ?? null
}

/** Null for days that do not exist. */
function dayOf(day: number, month: number, year: number): Day | null {
  const time = Date.UTC(year, month - 1, day)
  return new Date(time).getUTCDate() === day ? time / MILLISECONDS_A_DAY : null
}
