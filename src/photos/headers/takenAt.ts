/**
 * "2019:11:18 08:30:00" and "+07:00" → "2019-11-18T08:30:00+07:00"; null for blank, zero and impossible dates.
 * Hour 24 is midnight of the same day: phones that count hours from 1 write it.
 */
export function takenAt(date: string | null, offset: string | null): string | null {
  const found = /^(\d{4})[:/-](\d\d)[:/-](\d\d)[ T](\d\d):(\d\d):(\d\d)/.exec(date ?? '')
  if (found === null) return null
  const [, year = '', month = '', day = '', hour = '', minute = '', second = ''] = found
  const local = `${year}-${month}-${day}T${hour === '24' ? '00' : hour}:${minute}:${second}`
  if (!isInstant(local) || year === '0000') return null
  return local + (/^[+-]\d\d:\d\d$/.test(offset ?? '') ? offset : '')
}

/** Days and hours that do not exist are moved on or refused by Date: what comes back differs. */
function isInstant(local: string): boolean {
  const instant = Date.parse(`${local}Z`)
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(local)
}
