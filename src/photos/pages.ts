import type { Content, MailFile } from '../domain.ts'

/** An article has a few pages; what comes beyond them is taken for photos without a look. */
const MOST_LOOKED_AT = 20

/**
 * Marks the pictures that show a page of text, pasted ones and those of attached mails too.
 *
 * @param isPage looks at the pixels of one
 */
export async function markPages(
  contents: readonly Content[],
  isPage: (file: MailFile) => Promise<boolean>,
): Promise<readonly Content[]> {
  let looked = 0
  return mark(contents)

  async function mark(list: readonly Content[]): Promise<readonly Content[]> {
    const marked: Content[] = []
    for (const content of list) marked.push(await one(content))
    return marked
  }

  async function one(content: Content): Promise<Content> {
    switch (content.kind) {
      case 'photo':
        return looked++ < MOST_LOOKED_AT && (await isPage(content.file)) ? { ...content, isPage: true } : content
      case 'document':
        return { ...content, pictures: await mark(content.pictures) }
      case 'mail':
        return { ...content, contents: await mark(content.contents) }
      default:
        return content
    }
  }
}

/** The pictures that were marked, in the order sent. */
export function pagesIn(contents: readonly Content[]): readonly MailFile[] {
  return contents.flatMap(content => {
    if (content.kind === 'photo') return content.isPage ? [content.file] : []
    if (content.kind === 'document') return pagesIn(content.pictures)
    return content.kind === 'mail' ? pagesIn(content.contents) : []
  })
}
