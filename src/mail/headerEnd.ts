/** Fields that mails have: a line that begins with one is a header line wherever it stands. */
const KNOWN =
  /^(from|to|cc|bcc|subject|date|message-id|sender|reply-to|received|return-path|delivered-to|mime-version|content-(type|transfer-encoding|disposition|id|description|language|location)|references|in-reply-to|user-agent|importance|priority|precedence|auto-submitted|authentication-results|received-spf|thread-(topic|index)|(x|arc|dkim|domainkey|list)-[\w-]+)$/i

/** These stand more than once. */
const REPEATED = /^(received|x-|arc-|dkim-|domainkey-|list-|authentication-results)/i

/** Of these one shows that a block of fields is the mail's own, not a header that somebody quotes. */
const STRUCTURE = /^(content-type|content-transfer-encoding|mime-version)[ \t]*:/im

const FIELD = /^([!-9;-~]+)[ \t]*:/

/** A header line: a field, or the fold of one. */
export const isHeaderLine = (line: string, started: boolean): boolean =>
  /^[ \t]+\S/.test(line) ? started : FIELD.test(line)

/**
 * Does the header go on after a line that ends it by the rules (RFC 5322 §2.1: an empty line; or one that is no field)?
 * Mails are seen with lines of spaces between fields, with an empty line above `Content-Type`, and with a field that
 * was wrapped without being folded: by the rules their text, or their structure, would be lost.
 *
 * @param line that line, without its end
 * @param seen the header lines before it
 * @param ahead what follows, at least 4 KB of it
 */
export function goesOn(line: string, seen: readonly string[], ahead: string): boolean {
  const names = new Set(seen.map(nameOf))
  const next = ahead.split(/\r*\n/, 40)
  if (line.trim() !== '') return next.slice(0, 2).some(other => isNew(other, names))
  if (seen.length === 0) return /^content-[\w-]+[ \t]*:/i.test(next[0] ?? '')
  const field = next.find(other => !/^[ \t]+\S/.test(other)) ?? ''
  return (line !== '' && isNew(field, names)) || (!names.has('content-type') && isStructure(next))
}

/** How many empty lines may stand in a header. */
const MAX_GAP = 3

/** Is this a block of fields, up to an empty line, with the structure of a mail among them? */
function isStructure(next: readonly string[]): boolean {
  const start = next.findIndex(line => line.trim() !== '')
  if (start < 0 || start > MAX_GAP) return false
  const block = next.slice(start)
  const end = block.findIndex((line, at) => !isHeaderLine(line, at > 0))
  return end > 0 && block[end]?.trim() === '' && STRUCTURE.test(block.slice(0, end).join('\n'))
}

const nameOf = (line: string): string => FIELD.exec(line)?.[1]?.toLowerCase() ?? ''

function isNew(line: string, names: ReadonlySet<string>): boolean {
  const name = nameOf(line)
  return KNOWN.test(name) && (REPEATED.test(name) || !names.has(name))
}
