import type { Libheif } from 'libheif-js/libheif-wasm/libheif-bundle.mjs'

/** Pixels in rows without gaps, three bytes each. */
export interface Pixels {
  readonly rgb: Uint8Array
  readonly width: number
  readonly height: number
  /** ICC profile of the colours; null for none. */
  readonly profile: Uint8Array | null
  /** The container says how to turn the picture, and it is turned. Else EXIF may say it. */
  readonly turned: boolean
}

/** Pixels that are decoded at most: 5 bytes each at the peak (documents.md, "Limits"). */
const MOST_PIXELS = 60_000_000

/**
 * Decodes the picture of a HEIC with libheif, because the prebuilt sharp knows no HEVC. Measured: 12 megapixels in
 * 0.6 s and 60–80 MB. The library is opened anew for every picture (16 ms): its memory never shrinks, and damage in one
 * file cannot reach the next.
 *
 * @returns null where libheif cannot decode it, or it has more than 60 megapixels
 */
export async function decodeHeic(bytes: Uint8Array): Promise<Pixels | null> {
  const { default: openLibheif } = await import('libheif-js/libheif-wasm/libheif-bundle.mjs')
  const heif = openLibheif()
  try {
    return decodeWith(heif, bytes)
  } catch (error) {
    // WebAssembly traps on some damage; this instance is thrown away.
    if (error instanceof Error && error.name === 'RuntimeError') return null
    throw error
  }
}

/** heif.h: `heif_colorspace_RGB`, `heif_chroma_interleaved_RGB`, `heif_channel_interleaved`. */
const RGB = 1
const INTERLEAVED = 10
/** ISO/IEC 23008-12, 6.5.10 and 6.5.12: the properties "irot" and "imir". */
const TURNS = [0x69726f74, 0x696d6972]
/** `struct heif_error`: code, subcode and message, 4 bytes each; code 0 is success. */
const ERROR_BYTES = 12

function decodeWith(heif: Libheif, bytes: Uint8Array): Pixels | null {
  const error = heif._malloc(ERROR_BYTES)
  const out = heif._malloc(4)
  const word = (pointer: number): number => heif.HEAPU32[pointer >> 2] ?? 0
  const done = (): boolean => word(error) === 0

  const context = heif._heif_context_alloc()
  heif._heif_context_read_from_memory(error, context, copyIn(heif, bytes), bytes.length, 0)
  if (!done()) return null
  heif._heif_context_get_primary_image_handle(error, context, out)
  if (!done()) return null
  const handle = word(out)
  const width = heif._heif_image_handle_get_width(handle)
  const height = heif._heif_image_handle_get_height(handle)
  if (width * height > MOST_PIXELS) return null
  heif._heif_decode_image(error, handle, out, RGB, INTERLEAVED, 0)
  if (!done()) return null
  const plane = heif._heif_image_get_plane_readonly(word(out), INTERLEAVED, out)
  const rgb = packed(heif.HEAPU8.subarray(plane), { width: width * 3, height, stride: word(out) })
  const item = heif._heif_image_handle_get_item_id(handle)
  const turned = TURNS.some(type => heif._heif_item_get_properties_of_type(context, item, type, 0, 0) > 0)
  return { rgb, width, height, profile: profileOf(heif, handle, error), turned }
}

function copyIn(heif: Libheif, bytes: Uint8Array): number {
  const at = heif._malloc(bytes.length)
  heif.HEAPU8.set(bytes, at)
  return at
}

/** Rows without the bytes that fill each up. Where there are none the library's own memory is given, not a copy. */
function packed(plane: Uint8Array, { width, height, stride }: { width: number; height: number; stride: number }) {
  if (stride === width) return plane.subarray(0, width * height)
  const rows = new Uint8Array(width * height)
  for (let row = 0; row < height; row++) rows.set(plane.subarray(row * stride, row * stride + width), row * width)
  return rows
}

/** Real profiles have some hundreds of bytes, printers' up to a megabyte. */
const LONGEST_PROFILE = 1024 * 1024

function profileOf(heif: Libheif, handle: number, error: number): Uint8Array | null {
  const size = heif._heif_image_handle_get_raw_color_profile_size(handle)
  if (size === 0 || size > LONGEST_PROFILE) return null
  const at = heif._malloc(size)
  heif._heif_image_handle_get_raw_color_profile(error, handle, at)
  return heif.HEAPU8.slice(at, at + size)
}
