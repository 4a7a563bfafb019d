import type { Quota } from '../domain.ts'
import { fold } from '../form/clean.ts'

/** "Ít nhất 1 tin hoặc bài/tháng (Tổng số 12 tin, bài/1 năm)". */
const UPPER: Quota = { months: 1, inPeriod: 1, inYear: 12 }

/** "Ít nhất 1 tin hoặc bài/ 6 tháng (Tổng số 2 tin, bài/năm)". */
const GRASS_ROOTS: Quota = { months: 6, inPeriod: 1, inYear: 2 }

/** Who speaks for the unit is written before its name: "Ban Thường vụ LĐLĐ huyện Ba Bể". */
const SPEAKER =
  '(?:(?:ban (?:chap hanh|thuong vu|nu cong)|bch|btv|thuong truc|van phong|(?:pho )?chu tich|can bo|chuyen vien)[ ,:-]*)*'

const UNION = '(?:cong doan|cd)'

/** Known by the beginnings of their names. Provincial departments owe no number, and of other names nobody can say. */
const KINDS: readonly { readonly names: RegExp; readonly quota: Quota }[] = [
  { names: named('(?:ldld|lien doan lao dong) (?:huyen|thanh pho|tp|thi xa|tx)\\b'), quota: UPPER },
  { names: named(`${UNION} nganh\\b`), quota: UPPER },
  {
    names: named(`(?:cdcs|${UNION} (?:co so|truong|phong|so|cong ty|benh vien|xa|phuong|co quan))\\b`),
    quota: GRASS_ROOTS,
  },
]

function named(pattern: string): RegExp {
  return new RegExp(`^${SPEAKER}${pattern}`)
}

/**
 * How many pieces a unit owes, by its name as it is written. Null: no number, or none that the name tells.
 *
 * From the circular of November 2019, 2, "Giao chỉ tiêu tin, bài".
 */
export function quotaOf(unit: string): Quota | null {
  const name = fold(unit.normalize('NFC'))
    .replace(/[.\s]+/g, ' ')
    .trim()
  return KINDS.find(({ names }) => names.test(name))?.quota ?? null
}
