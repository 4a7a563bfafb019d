import type { openFile } from '../src/attachments/open.ts'
import { openAll } from '../src/attachments/openAll.ts'
import type {
  Closed,
  Correction,
  EarlierPhoto,
  EditorNote,
  FormReading,
  Mail,
  MailFile,
  Office,
  Reading,
  Seen,
  Sha256,
  SubmissionVerdict,
} from '../src/domain.ts'
import { captionPhotos } from '../src/form/captions.ts'
import { readForm } from '../src/form/read.ts'
import { answerTo } from '../src/mail/answer.ts'
import { contentsOf } from '../src/mail/contents.ts'
import type { parseMail } from '../src/mail/parse.ts'
import { copiesAmong } from '../src/photos/copies.ts'
import type { Looking } from '../src/photos/look.ts'
import { judgeOriginal } from '../src/photos/original.ts'
import { markPages, pagesIn } from '../src/photos/pages.ts'
import { placePhotos } from '../src/photos/place.ts'
import { judge } from '../src/rules/judge.ts'
import { photoPutRight } from '../src/rules/overrule.ts'
import type { Isolation } from '../src/run/isolate.ts'
import { type Reply, replyFor } from '../templates/replies/reply.ts'
import { WorkerEnded } from './draw.ts'

/** Why a mail could not be read: its bytes are no mail, or reading them broke a bound. */
export type Unread = 'notMail' | 'damaged'

const PARSE = { module: import.meta.resolve('../src/mail/parse.ts'), name: 'parseMail' }
const OPEN = { module: import.meta.resolve('../src/attachments/open.ts'), name: 'openFile' }

/**
 * A raw mail → everything in it, opened once. All work on bytes that strangers sent happens here, in workers that are
 * killed when over their bounds; then that one file is closed and the rest goes on. What follows is pure.
 */
export async function readMail(
  key: string,
  { isolation, look }: { readonly isolation: Isolation; readonly look: Looking },
): Promise<Reading | Unread> {
  const mail = await parse(key)
  if (mail === null) return 'notMail'
  if (mail === 'damaged') return 'damaged'
  const contents = await openAll(mail.files, open, async file => {
    const inner = await parse(file.sha256)
    return inner === 'damaged' ? null : inner
  })
  const isRead = readForm([{ mail, contents }]).fields.body !== null
  return { mail, contents: isRead ? contents : await markPages(contents, looksLikePage) }

  async function parse(of: string): Promise<Mail | null | 'damaged'> {
    const parsed = await isolation.call<typeof parseMail>(PARSE, of)
    return 'failed' in parsed ? 'damaged' : parsed.value
  }

  async function looksLikePage({ sha256 }: MailFile): Promise<boolean> {
    try {
      return (await look(sha256, ['page']))?.isPage ?? false
    } catch (error) {
      // A photo that ends its worker every time must not hold its mail back.
      if (error instanceof WorkerEnded) return false
      throw error
    }
  }

  async function open(file: MailFile, rest: readonly MailFile[]): ReturnType<typeof openFile> {
    const opened = await isolation.call<typeof openFile>(OPEN, file, rest)
    if (!('failed' in opened)) return opened.value
    const why: Closed = opened.failed === 'crashed' ? 'damaged' : opened.failed
    return { kind: 'content', content: { kind: 'closed', file, why }, pictures: [] }
  }
}

/** A submission: its mails in the order sent, and what is known of its pictures by now. */
export interface Submission {
  readonly readings: readonly Reading[]
  /** Its photos that came before, or look like one that did. */
  readonly earlier: ReadonlyMap<Sha256, EarlierPhoto>
  /** Of its photos that have been drawn. */
  readonly seen: ReadonlyMap<Sha256, Seen>
  /** What editors put right in verdicts before, in the order they did it. */
  readonly corrections: readonly Correction[]
}

/** Only core: the service and `tinbai inspect` must never disagree. */
export function verdict(submission: Submission): SubmissionVerdict {
  const { readings, corrections } = submission
  const form = readForm(readings)
  const pages = form.fields.body === null ? pagesIn(readings.flatMap(({ contents }) => contents)) : []
  const photos = inspectPhotos(submission, form, pages).map(photo => photoPutRight(photo, corrections))
  const { decision, findings } = judge({ readings, form, photos, pages, corrections })
  return { kind: 'submission', decision, fields: form.fields, photos, pages, notes: notesIn(readings), findings }
}

function notesIn(readings: readonly Reading[]): readonly EditorNote[] {
  return readings.flatMap(({ mail, contents }) => {
    const inside = contentsOf(contents).flatMap(content => {
      if (content.kind === 'mail')
        return content.mail.converted ? [{ file: content.file.name, note: 'converted' as const }] : []
      if (content.kind !== 'document') return []
      return content.document.notes.flatMap(note => (note === 'scan' ? [] : [{ file: content.file.name, note }]))
    })
    return [...(mail.converted ? [{ file: '', note: 'converted' as const }] : []), ...inside]
  })
}

/** The reply to a submission by its newest mail, whose thread goes on; null where nobody may be answered. */
export function replyTo(
  mail: Mail,
  given: { readonly verdict: SubmissionVerdict; readonly office: Office; readonly reference: string },
): Reply | null {
  return replyFor({ ...given, from: mail.from, to: answerTo(mail, given.office) })
}

function inspectPhotos(
  { readings, earlier, seen }: Submission,
  form: FormReading,
  pages: readonly MailFile[],
): SubmissionVerdict['photos'] {
  const illustrating = placePhotos(readings).filter(({ file }) => pages.every(({ sha256 }) => sha256 !== file.sha256))
  const placed = illustrating.map(photo => ({
    ...photo,
    ...judgeOriginal({ facts: photo.facts, name: photo.file.name, seen: seen.get(photo.file.sha256) ?? null }),
  }))
  const copies = copiesAmong(placed, seen)
  const captions = captionPhotos(form.captions, placed, copies)
  return placed.map((photo, number) => ({
    ...photo,
    caption: captions[number] ?? null,
    copyOf: copies.get(photo.file.sha256) ?? null,
    earlier: earlier.get(photo.file.sha256) ?? null,
  }))
}
