/** A failure that a template has words for. */
export const coded = (code: string): Error => Object.assign(new Error(code), { code })

/** The code of a failure or of what caused it; else its kind. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { code, cause } = error as NodeJS.ErrnoException
  if (typeof code === 'string') return code
  return cause === undefined ? error.name : codeOf(cause)
}
