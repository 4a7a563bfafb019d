import { segment } from './compose.ts'

/** What a made content credential says. */
export interface CredentialWish {
  readonly program: string
  /** Names of IPTC's list. */
  readonly sourceTypes: readonly string[]
}

/**
 * A manifest store as the JUMBF boxes nest, with the claim's and the actions' CBOR in it as writers order it: each value
 * is followed at once by the next key. Hashes and signature are left out.
 */
export function credential({ program, sourceTypes }: CredentialWish): Buffer {
  const actions = sourceTypes.flatMap(type => [
    text('digitalSourceType'),
    text(`http://cv.iptc.org/newscodes/digitalsourcetype/${type}`),
    text('softwareAgent'),
    text(program),
  ])
  const claim = [text('claim_generator'), text(program), text('claim_generator_info'), Buffer.from([0x81, 0xa1])]
  const cbor = box('cbor', Buffer.concat([...claim, text('name'), text(program), ...actions, text('action')]))
  return box('jumb', Buffer.concat([box('jumd', Buffer.from('c2pa\0c2pa\0')), cbor]))
}

/** RFC 8949, 3.1. */
function text(value: string): Buffer {
  const bytes = Buffer.from(value)
  const head = bytes.length < 24 ? [0x60 + bytes.length] : [0x78, bytes.length]
  return Buffer.concat([Buffer.from(head), bytes])
}

function box(type: string, inside: Uint8Array): Buffer {
  const head = Buffer.from(`\0\0\0\0${type}`, 'latin1')
  head.writeUInt32BE(inside.length + 8)
  return Buffer.concat([head, inside])
}

/** The store in APP11 segments of at most so many bytes each (ISO/IEC 18477-3, B.2). */
export function credentialSegments(store: Buffer, most = 60_000): readonly Uint8Array[] {
  const pieces: Uint8Array[] = []
  for (let at = 0; at < store.length; at += most) {
    const head = Buffer.from('JP\0\x01\0\0\0\0', 'latin1')
    head.writeUInt32BE(pieces.length + 1, 4)
    const again = at === 0 ? [] : [store.subarray(0, 8)]
    pieces.push(segment(0xeb, Buffer.concat([head, ...again, store.subarray(at, at + most)])))
  }
  return pieces
}

/** The store, or what else is given, as a chunk of a PNG, right after its header. */
export function pngWith(png: Buffer, store: Buffer, type = 'caBX'): Buffer {
  const chunk = Buffer.concat([Buffer.alloc(4), Buffer.from(type), store, Buffer.alloc(4)])
  chunk.writeUInt32BE(store.length)
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)])
}

/** The store as the last chunk of a WebP. */
export function webpWith(webp: Buffer, store: Buffer): Buffer {
  const head = Buffer.from('C2PA\0\0\0\0', 'latin1')
  head.writeUInt32LE(store.length, 4)
  const whole = Buffer.concat([webp, head, store, Buffer.alloc(store.length % 2)])
  whole.writeUInt32LE(whole.length - 8, 4)
  return whole
}

/** The store as a box of a HEIC or AVIF, after all others. */
export const heifWith = (heif: Uint8Array, store: Buffer): Buffer =>
  Buffer.concat([heif, box('uuid', Buffer.concat([Buffer.from('d8fec3d61b0e483c92975828877ec481', 'hex'), store]))])
