/** Quantisation tables of a DQT segment by number, 64 values each in the order of the file (zigzag). ITU T.81, B.2.4.1. */
export function readTables(payload: Uint8Array): ReadonlyMap<number, readonly number[]> {
  const tables = new Map<number, readonly number[]>()
  for (let at = 0; at < payload.length; ) {
    const head = payload[at] ?? 0
    const wide = head >> 4 === 1
    const end = at + 1 + (wide ? 128 : 64)
    if (end > payload.length) break
    const bytes = payload.subarray(at + 1, end)
    tables.set(head & 15, wide ? pairs(bytes) : [...bytes])
    at = end
  }
  return tables
}

const pairs = (bytes: Uint8Array): readonly number[] =>
  Array.from({ length: 64 }, (_, at) => (bytes[2 * at] ?? 0) * 256 + (bytes[2 * at + 1] ?? 0))

/** The IJG quality (1–100) whose luminance table this is exactly, null for a table of any other encoder. */
export function qualityOf(table: readonly number[]): number | null {
  return qualities().get(table.join()) ?? null
}

/** The IJG quality whose luminance table has the nearest sum: as much is lost there as here. Null without a table. */
export function qualityAbout(table: readonly number[]): number | null {
  if (table.length === 0) return null
  sums ??= Array.from({ length: 100 }, (_, less) => sum(scaled(less + 1)))
  const away = sums.map(other => Math.abs(other - sum(table)))
  return away.lastIndexOf(Math.min(...away)) + 1
}

let sums: readonly number[] | null = null

const sum = (table: readonly number[]): number => table.reduce((all, value) => all + value, 0)

/** The luminance table of ITU T.81, K.1, in zigzag order. */
const STANDARD = [
  16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61,
  60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77, 113, 121,
  112, 100, 120, 92, 101, 103, 99,
] as const

let known: ReadonlyMap<string, number> | null = null

/** Every table that libjpeg's `jpeg_set_quality` makes; where two are equal, the higher quality stands. */
function qualities(): ReadonlyMap<string, number> {
  known ??= new Map(Array.from({ length: 100 }, (_, less) => [scaled(less + 1).join(), less + 1]))
  return known
}

/** libjpeg, `jpeg_quality_scaling`: percent of the standard table, values kept in 1–255. */
function scaled(quality: number): readonly number[] {
  const percent = quality < 50 ? Math.floor(5000 / quality) : 200 - quality * 2
  return STANDARD.map(value => Math.min(255, Math.max(1, Math.floor((value * percent + 50) / 100))))
}
