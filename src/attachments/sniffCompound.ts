import type { Kind } from './kind.ts'
import type { Source } from './source.ts'

export async function sniffCompound(_source: Source): Promise<Kind> {
  return { is: 'closed', why: 'unknown' }
}
