import type { Content } from '../domain.ts'

/** Everything in a mail, what attached mails hold as if it had been sent itself; those mails too. */
export function contentsOf(contents: readonly Content[]): readonly Content[] {
  return contents.flatMap(content => (content.kind === 'mail' ? [content, ...contentsOf(content.contents)] : [content]))
}
