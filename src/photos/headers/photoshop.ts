import { latin1, viewOf } from './source.ts'

const NAME = 'Photoshop 3.0\0'
const IPTC = 0x0404
/** Real files hold about twenty. */
const MOST_RESOURCES = 200

/**
 * Photoshop's image resources in an APP13 segment ("Adobe Photoshop File Formats", Image Resource Blocks): the
 * numbers of those that are there, and whether Facebook's mark stands in the IPTC one.
 */
export function readPhotoshop(payload: Uint8Array): {
  readonly resources: readonly number[]
  readonly hasFacebookMark: boolean
} {
  const resources: number[] = []
  let hasFacebookMark = false
  if (!latin1(payload.subarray(0, NAME.length)).startsWith(NAME)) return { resources, hasFacebookMark }
  for (const { id, bytes } of resourcesIn(payload.subarray(NAME.length))) {
    resources.push(id)
    if (id === IPTC && FACEBOOK.test(latin1(bytes))) hasFacebookMark = true
  }
  return { resources, hasFacebookMark }
}

/** IPTC-IIM 4.2 dataset 2:40 (special instructions): tag marker, record, dataset, two bytes of length, text. */
const FACEBOOK = /\x1c\x02\x28[\0-\xff]{2}FBMD[0-9a-f]{4}/

interface Resource {
  readonly id: number
  readonly bytes: Uint8Array
}

/** Each: "8BIM", number, a name with its length before it, size, bytes; name and bytes are padded to even lengths. */
function* resourcesIn(bytes: Uint8Array): Generator<Resource> {
  const view = viewOf(bytes)
  for (let at = 0, count = 0; at + 12 <= bytes.length && count < MOST_RESOURCES; count++) {
    if (latin1(bytes.subarray(at, at + 4)) !== '8BIM') return
    const sizeAt = at + 6 + even(1 + (bytes[at + 6] ?? 0))
    if (sizeAt + 4 > bytes.length) return
    const size = view.getUint32(sizeAt)
    const start = sizeAt + 4
    yield { id: view.getUint16(at + 4), bytes: bytes.subarray(start, start + size) }
    at = start + even(size)
  }
}

const even = (length: number): number => length + (length % 2)
