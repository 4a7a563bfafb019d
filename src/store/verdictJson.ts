import { Private, type SubmissionVerdict } from '../domain.ts'
import { upToDate } from '../photos/facts.ts'

/** A verdict as JSON for its column: the one place where private numbers are written out. */
export function encodeVerdict(verdict: SubmissionVerdict): string {
  const { phone, accountNumber } = verdict.fields
  return JSON.stringify({
    ...verdict,
    fields: { ...verdict.fields, phone: phone?.reveal() ?? null, accountNumber: accountNumber?.reveal() ?? null },
  })
}

/** The inverse of {@link encodeVerdict}, from what the driver has parsed. */
export function decodeVerdict(value: object): SubmissionVerdict {
  const stored = value as Omit<SubmissionVerdict, 'fields'> & {
    fields: Omit<SubmissionVerdict['fields'], 'phone' | 'accountNumber'> & {
      phone: string | null
      accountNumber: string | null
    }
  }
  const { phone, accountNumber } = stored.fields
  return {
    ...stored,
    photos: stored.photos.map(photo => ({ ...NOT_COMPARED, ...photo, facts: upToDate(photo.facts) })),
    pages: stored.pages ?? [],
    notes: stored.notes ?? [],
    fields: { ...stored.fields, phone: concealed(phone), accountNumber: concealed(accountNumber) },
  }
}

/** Verdicts that were filed before photos were compared. */
const NOT_COMPARED = { copyOf: null, earlier: null }

const concealed = (digits: string | null): Private | null => (digits === null ? null : new Private(digits))
