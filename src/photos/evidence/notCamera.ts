import type { PhotoFacts, PhotoFormat } from '../../domain.ts'
import { type Check, hasNoCameraData, isScanDensity, MEGAPIXEL, sizeOf, sourceTypesOf } from '../check.ts'
import { GENERATORS, programIn } from '../programs.ts'

/** Formats that no camera writes. */
export const MADE_BY_PROGRAMS: ReadonlySet<PhotoFormat> = new Set(['png', 'webp', 'gif', 'bmp'])

/** A PNG of this size may be a lossless conversion of a camera's picture. */
const CAMERA_SIZED = 8 * MEGAPIXEL

/** No camera data, and a format no camera writes or the file's own word that a trained model made it. */
export const notCamera: Check = {
  code: 'photo.notCamera',
  certainty: 'certain',
  find({ facts }) {
    const generator = generatorOf(facts)
    if (generator !== null) return { generator }
    return isNoPhotograph(facts) ? { format: facts.format.toUpperCase() } : null
  },
}

/** Not a PNG that may be a conversion or a scan. */
export function isNoPhotograph(facts: PhotoFacts): boolean {
  if (!MADE_BY_PROGRAMS.has(facts.format) || !hasNoCameraData(facts)) return false
  const mayBeConverted = (sizeOf(facts)?.area ?? 0) >= CAMERA_SIZED || isScanDensity(facts)
  return !(facts.format === 'png' && mayBeConverted)
}

/** The generator by which the whole picture was made. What else than made by a model is named too was photographed in part. */
function generatorOf(facts: PhotoFacts): string | null {
  const types = sourceTypesOf(facts)
  const isWhole = types.length > 0 && types.every(type => /(?:^|\/)trainedAlgorithmicMedia$/i.test(type))
  return isWhole && hasNoCameraData(facts) ? programIn(facts, GENERATORS) : null
}
