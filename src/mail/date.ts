/** Zones by name (RFC 5322 §4.3, and the one of the senders here), in minutes. All others are UTC. */
const ZONES: Readonly<Record<string, number>> = {
  ICT: 420,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  JST: 540,
  CET: 60,
  CEST: 120,
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** "18 Nov 2019", "18-Nov-19", "Nov 18 2019" (year after the time in asctime's form), "2019-11-18". */
const DAYS: readonly RegExp[] = [
  /\b(?<day>\d{1,2})[\s-]+(?<month>[a-z]{3})[a-z]*\.?[\s,-]+(?<year>\d{4}|\d{2,3})\b/i,
  /\b(?<month>[a-z]{3})[a-z]*\.?\s+(?<day>\d{1,2})(?:,?\s+(?:\d{1,2}:\S+\s+)?(?:[A-Z]{1,4}\s+|[+-]\d{4}\s+)?)(?<year>\d{4})\b/i,
  /\b(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?=[T\s]|$)/i,
]

const TIME = /(?<hour>\d{1,2})[:.](?<minute>\d{2})(?:[:.](?<second>\d{2})(?:\.\d+)?)?\s*(?<half>[ap]m\b)?/i

/**
 * The instant of a Date field (RFC 5322 §3.3, with the forms that programs write instead), ISO 8601, or null where
 * there is none. The same on every machine: a time without a zone is in UTC.
 */
export function readDate(field: string): string | null {
  const text = field.replace(/\([^()]*\)/g, ' ').trim()
  const day = DAYS.map(pattern => pattern.exec(text)?.groups).find(found => found !== undefined)
  if (day === undefined) return null
  const { year = '', month = '', day: date = '' } = day
  const parts = [fullYear(year), monthOf(month), Number(date)] as const
  const time = TIME.exec(text)
  const clock = clockOf(time?.groups ?? {})
  if (parts[1] < 1 || parts[1] > 12 || clock === null) return null
  const local = Date.UTC(parts[0], parts[1] - 1, parts[2], ...clock)
  if (new Date(Date.UTC(parts[0], parts[1] - 1, parts[2])).getUTCDate() !== parts[2]) return null
  const after = time === null ? '' : text.slice(time.index + time[0].length)
  return new Date(local - zoneOf(after) * 60_000).toISOString()
}

/** RFC 5322 §4.3: two digits below 50 are of this century; three are 1900 and more. */
function fullYear(text: string): number {
  const year = Number(text)
  if (text.length > 3) return year
  return text.length === 2 && year < 50 ? 2000 + year : 1900 + year
}

const monthOf = (text: string): number => Number(text) || MONTHS.indexOf(text.toLowerCase()) + 1

function clockOf(found: Readonly<Record<string, string | undefined>>): readonly [number, number, number] | null {
  const { hour = '0', minute = '0', second = '0', half } = found
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0)
  const clock = [hours, Number(minute), Math.min(59, Number(second))] as const
  return clock[0] < 24 && clock[1] < 60 ? clock : null
}

/** Minutes east of UTC. */
function zoneOf(text: string): number {
  const [, sign, hours, minutes] = /(?:^|\s|[A-Z])([+-])(\d{1,2}):?(\d{2})?(?!\d)/i.exec(text) ?? []
  if (sign !== undefined) {
    const offset = Number(hours) * 60 + Number(minutes ?? 0)
    return offset > 14 * 60 ? 0 : sign === '-' ? -offset : offset
  }
  return ZONES[/[A-Z]{3,4}/.exec(text)?.[0] ?? ''] ?? 0
}
