/**
 * The IPTC digital source type that a content credential names, if it says that a trained model made or changed the
 * picture. C2PA 2.1, "c2pa.actions": a text of the CBOR in the JUMBF box, always a URL of IPTC's list; null if none.
 *
 * @param jumbf the bytes of an APP11 segment, one letter a byte
 */
export function credentialIn(jumbf: string): string | null {
  return /digitalsourcetype\/((?:compositeWithT|t)rainedAlgorithmicMedia)/i.exec(jumbf)?.[1] ?? null
}
