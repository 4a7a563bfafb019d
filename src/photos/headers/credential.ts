import type { PhotoFacts } from '../../domain.ts'
import { holds, latin1, type Source } from './source.ts'

/** Stores with thumbnails of every step are longer; what is asked for stands before or between them. */
const LONGEST = 1024 * 1024
/** The latest manifest stands last, so the last of its programs are kept. */
const MOST_KEYS = 1000
const MOST_PROGRAMS = 20

/**
 * What a content credential says of how the picture came about: a C2PA manifest store (C2PA 2.1, 11.1), nested JUMBF
 * boxes with CBOR inside. Found as text, as a store may be cut or damaged; signatures are not checked, so that it may
 * speak against a photo, never for it. Null if there is none.
 */
export async function readCredential(store: Source): Promise<PhotoFacts['credential']> {
  const bytes = await store.read(0, LONGEST)
  if (!holds(bytes, 'c2pa')) return null
  const text = latin1(bytes)
  const types = text.matchAll(SOURCE_TYPE).map(([, type = '']) => type)
  const programs = new Set(programsIn(bytes, text).take(MOST_KEYS))
  return { programs: [...programs].slice(-MOST_PROGRAMS), sourceTypes: [...new Set(types)] }
}

/** IPTC's list of digital source types (cv.iptc.org). Its names are asked for, as in CBOR the next letter follows at once. */
const SOURCE_TYPE = new RegExp(
  `digitalsourcetype/(${[
    'trainedAlgorithmicMedia',
    'compositeWithTrainedAlgorithmicMedia',
    'compositeSynthetic',
    'compositeCapture',
    'composite',
    'algorithmicMedia',
    'algorithmicallyEnhanced',
    'computationalCapture',
    'digitalCapture',
    'digitalCreation',
    'digitalArt',
    'dataDrivenMedia',
    'humanEdits',
    'minorHumanEdits',
    'negativeFilm',
    'positiveFilm',
    'print',
    'screenCapture',
    'virtualRecording',
  ].join('|')})`,
  'g',
)

/** The keys under which programs stand: in the claim, in `claim_generator_info` (and others that have a name), in an action. */
const PROGRAM_KEY = /claim_generator|softwareAgent|\x64name/g

/** RFC 8949, 3.1: a text of up to 23 bytes has its length in the head, a longer one in the byte after it. */
function* programsIn(bytes: Uint8Array, text: string): Generator<string> {
  for (const { 0: key, index } of text.matchAll(PROGRAM_KEY)) {
    const at = index + key.length
    const head = bytes[at] ?? 0
    const long = head === 0x78
    if (!long && (head <= 0x60 || head > 0x77)) continue
    const start = at + (long ? 2 : 1)
    const length = long ? (bytes[at + 1] ?? 0) : head - 0x60
    yield new TextDecoder()
      .decode(bytes.subarray(start, start + length))
      .replaceAll('_', ' ')
      .normalize('NFC')
  }
}
