/**
 * Whether a JPEG's tables stand as libjpeg writes them (`jcmarker.c`): each in a segment of its own, first those of
 * quantisation, then the frame, then the Huffman ones. Camera hardware puts them together: 15 of 18 cameras in
 * shared/photos do; of the others two go through libjpeg in the phone, one through Apple's ImageIO, which keeps to the
 * same layout but not to libjpeg's tables.
 *
 * @param segments up to the first scan, a letter each: `q` a segment of quantisation tables, `f` a frame, `h` Huffman
 *   tables; `Q` and `H` where it holds several
 */
export const isLibjpegLayout = (segments: string): boolean => /^q{1,4}fh{1,8}$/.test(segments)

/** Huffman tables in a DHT segment (ITU T.81, B.2.4.2): a head, sixteen counts, as many values as these add up to. */
export function countHuffmanTables(payload: Uint8Array): number {
  let count = 0
  for (let at = 0; at + 17 <= payload.length; count++) {
    at += 17 + payload.subarray(at + 1, at + 17).reduce((sum, codes) => sum + codes, 0)
  }
  return count
}
