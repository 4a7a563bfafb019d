import { SaxesParser } from 'saxes'
import { MAX_XML_DEPTH } from '../attachments/limits.ts'
import { Refused } from './refused.ts'

/** An element as it opens. */
export interface Tag {
  /** Our prefix of its namespace and its local name: "w:p". A namespace we do not know is no prefix: "p". */
  readonly name: string
  /** An attribute by its local name, whatever its prefix; null if it is not there. */
  get(local: string): string | null
}

export interface XmlEvents {
  open(tag: Tag): void
  close(name: string): void
  text?(text: string): void
}

/**
 * Namespaces by our prefix: OOXML in its transitional and its strict form (ISO/IEC 29500 parts 1 and 4), VML, and
 * OpenDocument 1.2. Producers choose their own prefixes.
 */
const NAMESPACES: readonly (readonly [string, string])[] = [
  ['w', 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'],
  ['w', 'http://purl.oclc.org/ooxml/wordprocessingml/main'],
  ['w', 'http://schemas.microsoft.com/office/word/2003/wordml'],
  ['a', 'http://schemas.openxmlformats.org/drawingml/2006/main'],
  ['a', 'http://purl.oclc.org/ooxml/drawingml/main'],
  ['mc', 'http://schemas.openxmlformats.org/markup-compatibility/2006'],
  ['m', 'http://schemas.openxmlformats.org/officeDocument/2006/math'],
  ['m', 'http://purl.oclc.org/ooxml/officeDocument/math'],
  ['v', 'urn:schemas-microsoft-com:vml'],
  ['aml', 'http://schemas.microsoft.com/aml/2001/core'],
  ['office', 'urn:oasis:names:tc:opendocument:xmlns:office:1.0'],
  ['text', 'urn:oasis:names:tc:opendocument:xmlns:text:1.0'],
  ['table', 'urn:oasis:names:tc:opendocument:xmlns:table:1.0'],
  ['draw', 'urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'],
  ['style', 'urn:oasis:names:tc:opendocument:xmlns:style:1.0'],
  ['fo', 'urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0'],
]
const PREFIXES = new Map(NAMESPACES.map(([prefix, uri]) => [uri, prefix]))

/** A prefix that nothing declares harms nothing that we read; any other breach means the file is broken. */
const HARMLESS = /unbound namespace prefix/

/**
 * Reads XML of an office document, event by event.
 *
 * @throws {Refused} for a DOCTYPE (no office document has one; entities are how XML attacks), for elements nested
 * deeper than any document, and for what is not well-formed
 */
export function readXml(bytes: Uint8Array, events: XmlEvents): void {
  const parser = new SaxesParser({ xmlns: true })
  let depth = 0
  parser.on('doctype', () => {
    throw new Refused('damaged')
  })
  parser.on('error', error => {
    if (!HARMLESS.test(error.message)) throw new Refused('damaged')
  })
  parser.on('opentag', ({ uri, local, attributes }) => {
    if (++depth > MAX_XML_DEPTH) throw new Refused('tooLarge')
    const all = Object.values(attributes)
    events.open({
      name: nameOf(uri, local),
      get: wanted => all.find(attribute => attribute.local === wanted)?.value ?? null,
    })
  })
  parser.on('closetag', ({ uri, local }) => {
    depth--
    events.close(nameOf(uri, local))
  })
  if (events.text) {
    parser.on('text', text => events.text?.(text))
    parser.on('cdata', text => events.text?.(text))
  }
  parser.write(decode(bytes)).close()
}

function nameOf(uri: string, local: string): string {
  const prefix = PREFIXES.get(uri)
  return prefix === undefined ? local : `${prefix}:${local}`
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder().decode(bytes)
}
