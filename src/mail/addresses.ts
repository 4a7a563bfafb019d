import type { Address } from '../domain.ts'
import { headerText } from './headers.ts'

/**
 * The words of an address list (RFC 5322 §3.4): a quoted string, an encoded word (those of Q hold commas, for all that
 * RFC 2047 §5 forbids), a comment, an address in brackets, a separator, other words. What is never closed ends where
 * the next address begins.
 */
const WORD =
  /"((?:\\.|[^"\\])*)"|(=\?[^?\s]+\?[bq]\?[^?]*\?=)|\(((?:\\.|[^()\\]|\([^()]*\))*)\)|<([^<>,;]*)>?|([,;:])|([^\s",;:()<]+)|(\s+)|./gis

/** An address on its way. `bare` is what stands outside of brackets, comments and names in quotes. */
interface Entry {
  name: string
  bare: string
  comment: string
  inBrackets: string | null
}

/** Longer fields are cut: room for more than a thousand addresses. */
const MAX_FIELD = 64 * 1024

/**
 * An address field → its addresses, members of groups among them (RFC 5322 §3.4), names decoded. Entries without an
 * address are left out; a comma that should have been in quotes stays in the name.
 */
export function readAddresses(field: string): readonly Address[] {
  const found: Entry[] = []
  let entry = empty()
  for (const word of field.slice(0, MAX_FIELD).matchAll(WORD)) {
    const [whole, , , comment, , separator] = word
    if (separator === undefined) {
      // A comma that was lost: nothing but a comment stands after the brackets.
      if (entry.inBrackets !== null && comment === undefined && whole.trim() !== '') {
        found.push(entry)
        entry = empty()
      }
      take(entry, word)
    } else if (separator === ',' && isHalfName(entry)) entry.name += ','
    else if (separator !== ':' || !entry.bare.includes('@')) {
      if (separator !== ':') found.push(entry)
      entry = empty()
    }
  }
  return [...found, entry].flatMap(addressOf)
}

const empty = (): Entry => ({ name: '', bare: '', comment: '', inBrackets: null })

function take(entry: Entry, [whole, quoted, encoded, comment, inBrackets]: RegExpMatchArray): void {
  if (comment !== undefined) entry.comment ||= comment
  else if (inBrackets !== undefined) entry.inBrackets ??= inBrackets
  else {
    entry.name += quoted === undefined ? whole : quoted.replace(/\\(.)/gs, '$1')
    if (encoded === undefined) entry.bare += whole
  }
}

/** "Nguyễn, Lan <lan@…>" without quotes: no address has come yet. */
const isHalfName = ({ name, bare, inBrackets }: Entry): boolean =>
  name.trim() !== '' && inBrackets === null && !bare.includes('@')

function addressOf({ name, bare, comment, inBrackets }: Entry): readonly Address[] {
  const address = inBrackets === null ? (BARE.exec(bare)?.[0] ?? '') : withoutRoute(inBrackets)
  if (!/.@./.test(address)) return []
  const words = inBrackets === null ? name.replace(address, '') : name
  return [{ name: plainName(words, address) || plainName(comment, address), address: address.toLowerCase() }]
}

const BARE = /(?:"[^"]*"|[^\s"<>]+)@[^\s"<>]+/

/** `<@gate,@gate:lan@…>` (RFC 5322 §4.4), `<mailto:lan@…>`: what stands before the address. */
const withoutRoute = (text: string): string => text.replace(/^.*:/s, '').replace(/\s+/g, '')

/** A name that only repeats the address is none. */
function plainName(text: string, address: string): string {
  const name = headerText(text).replace(/^(['"])(.*)\1$/s, '$2')
  return name.toLowerCase() === address.toLowerCase() ? '' : name
}
