import type { Evidence, Original } from '../domain.ts'
import type { Check, Judged } from './check.ts'
import { aiEdited } from './evidence/aiEdited.ts'
import { developed } from './evidence/developed.ts'
import { dims } from './evidence/dims.ts'
import { editor } from './evidence/editor.ts'
import { facebook } from './evidence/facebook.ts'
import { lowQuality } from './evidence/lowQuality.ts'
import { messengerName } from './evidence/messengerName.ts'
import { messengerSize } from './evidence/messengerSize.ts'
import { name } from './evidence/name.ts'
import { noExif } from './evidence/noExif.ts'
import { notCamera } from './evidence/notCamera.ts'
import { phoneEdited } from './evidence/phoneEdited.ts'
import { photoshop } from './evidence/photoshop.ts'
import { png } from './evidence/png.ts'
import { progressive } from './evidence/progressive.ts'
import { resaved } from './evidence/resaved.ts'
import { screenshot } from './evidence/screenshot.ts'
import { small } from './evidence/small.ts'
import { smaller } from './evidence/smaller.ts'
import { smallForYear } from './evidence/smallForYear.ts'
import { thumb } from './evidence/thumb.ts'
import { unreadable } from './evidence/unreadable.ts'
import { upToDate } from './facts.ts'

/** In the order an editor reads them: what is certain first. */
const CHECKS: readonly Check[] = [
  facebook,
  messengerName,
  messengerSize,
  small,
  editor,
  photoshop,
  smaller,
  screenshot,
  notCamera,
  noExif,
  name,
  png,
  developed,
  dims,
  thumb,
  progressive,
  resaved,
  lowQuality,
  smallForYear,
  aiEdited,
  phoneEdited,
]

/**
 * Whether a photo is the camera's own file, and every piece of evidence against it. Any certain one → `no`, none
 * at all → `yes`. Doubts never add up to `no`: that was not measured and must not be guessed. A damaged photo is never
 * `no`.
 */
export function judgeOriginal(given: Judged): {
  readonly original: Original
  readonly evidence: readonly Evidence[]
} {
  const photo = { ...given, facts: upToDate(given.facts) }
  const damage = evidenceOf(photo, [unreadable])
  if (damage.length > 0) return { original: 'doubt', evidence: damage }
  const evidence = evidenceOf(photo, CHECKS)
  if (evidence.some(({ certainty }) => certainty === 'certain')) return { original: 'no', evidence }
  return { original: evidence.length === 0 ? 'yes' : 'doubt', evidence }
}

function evidenceOf(photo: Judged, checks: readonly Check[]): readonly Evidence[] {
  return checks.flatMap(({ code, certainty, find }) => {
    const values = find(photo)
    return values === null ? [] : [{ code, certainty, values }]
  })
}
