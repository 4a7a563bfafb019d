import type { Link } from '../domain.ts'

/** A link typed or pasted as text; without its scheme where it has a path. */
const BARE_LINK =
  /(?:https?:\/\/|www\.|(?<![\p{L}\p{N}@./_-])(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,6}\/)[^\s<>"'()[\]]*[^\s<>"'()[\].,;:!?]/giu

/** Every link of a mail, once each, those with words of their own first. */
export function linksOf(marked: readonly Link[], text: string): readonly Link[] {
  const links = new Map<string, Link>()
  for (const link of marked) if ((links.get(link.url)?.text ?? '') === '') links.set(link.url, link)
  for (const [found] of text.matchAll(BARE_LINK)) {
    const url = /^https?:/i.test(found) ? found : `https://${found}`
    if (!links.has(url)) links.set(url, { url, text: found })
  }
  return [...links.values()]
}
