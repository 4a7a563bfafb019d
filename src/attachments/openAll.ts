import type { Closed, Content, Mail, MailFile } from '../domain.ts'
import { MAX_ARCHIVE_DEPTH, MAX_FILES, MAX_MAIL_DEPTH, MAX_TOTAL_BYTES } from './limits.ts'
import { isLitter } from './litter.ts'
import type { Opened } from './opened.ts'
import { gatherVolumes } from './volumes.ts'

/** Opens one file in isolation, with the other parts of its archive. What broke its bounds comes back as closed content. */
export type OpenOne = (file: MailFile, rest: readonly MailFile[]) => Promise<Opened>

/** Reads an attached mail in isolation; null if it is none. */
export type ParseOne = (file: MailFile) => Promise<Mail | null>

/**
 * Everything in a mail, in the order sent: archives unfolded in their place, attached mails with their own contents,
 * documents with their pictures. Bounded in depth, number and bytes; what lies beyond is closed as `tooLarge`.
 */
export function openAll(list: readonly MailFile[], openOne: OpenOne, parseOne: ParseOne): Promise<readonly Content[]> {
  const work: Work = { openOne, parseOne, files: 0, bytes: 0 }
  return openList(list, work, { archives: 0, mails: 0 })
}

/** What is counted over one whole mail. */
interface Work {
  readonly openOne: OpenOne
  readonly parseOne: ParseOne
  files: number
  bytes: number
}

/** How many archives and mails a file lies in. */
interface Depth {
  readonly archives: number
  readonly mails: number
}

/** One after the other: where a bound is met must not depend on which worker was faster. */
async function openList(list: readonly MailFile[], work: Work, depth: Depth): Promise<readonly Content[]> {
  const contents: Content[] = []
  for (const { first, rest } of gatherVolumes(list.filter(file => !isLitter(file))))
    contents.push(...(await open(first, rest, work, depth)))
  return contents
}

async function open(file: MailFile, rest: readonly MailFile[], work: Work, depth: Depth): Promise<readonly Content[]> {
  work.files += 1 + rest.length
  work.bytes += [file, ...rest].reduce((sum, { bytes }) => sum + bytes, 0)
  if (work.files > MAX_FILES || work.bytes > MAX_TOTAL_BYTES) return closed(file, 'tooLarge')
  const opened = await work.openOne(file, rest)
  switch (opened.kind) {
    case 'content':
      return [await withPictures(opened.content, opened.pictures, work, depth)]
    case 'folder': {
      if (depth.archives >= MAX_ARCHIVE_DEPTH) return closed(file, 'tooLarge')
      const inside = await openList(opened.files, work, { ...depth, archives: depth.archives + 1 })
      return [...inside, ...opened.closed]
    }
    case 'mail':
      return depth.mails >= MAX_MAIL_DEPTH ? closed(file, 'tooLarge') : openMail(file, opened.raw, work, depth)
  }
}

async function openMail(file: MailFile, raw: MailFile, work: Work, depth: Depth): Promise<readonly Content[]> {
  const mail = await work.parseOne(raw)
  if (mail === null) return closed(file, 'damaged')
  const contents = await openList(mail.files, work, { ...depth, mails: depth.mails + 1 })
  return [{ kind: 'mail', file, mail, contents }]
}

async function withPictures(content: Content, files: readonly MailFile[], work: Work, depth: Depth): Promise<Content> {
  if (content.kind !== 'document' || files.length === 0) return content
  return { ...content, pictures: await openList(files, work, depth) }
}

const closed = (file: MailFile, why: Closed): readonly Content[] => [{ kind: 'closed', file, why }]
