/** Undoes a transfer encoding (RFC 2045 §6) piece by piece, however the body is cut. */
export interface BodyDecoder {
  take(bytes: Buffer): readonly Buffer[]
  end(): readonly Buffer[]
}
