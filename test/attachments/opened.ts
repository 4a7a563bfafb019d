import { keepFile, type Origin } from '../../src/attachments/keep.ts'
import { openFile } from '../../src/attachments/open.ts'
import { openAll } from '../../src/attachments/openAll.ts'
import type { Opened } from '../../src/attachments/opened.ts'
import type { Content, Document, Files, MailFile } from '../../src/domain.ts'
import { parseMail } from '../../src/mail/parse.ts'
import { openBlobs } from '../../src/store/blobs.ts'
import { temporaryFolder } from '../folder.ts'

/** Files of the test's own, gone when it ends (`await using`). */
export async function temporaryFiles(): Promise<{ readonly files: Files } & AsyncDisposable> {
  const folder = await temporaryFolder()
  return { files: openBlobs(folder.path, false), [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() }
}

/** Opens bytes as if they were attached under this name. */
export async function openBytes(
  files: Files,
  name: string,
  bytes: Uint8Array,
  more: Partial<Origin> = {},
): Promise<Opened> {
  return openFile(files, await keepFile(files, bytes, { name, ...more }))
}

/** Opens bytes and all that is in them. */
export const openWhole = (files: Files, name: string, bytes: Uint8Array): Promise<readonly Content[]> =>
  openEach(files, [{ name, bytes }])

/** Opens files that were sent together, and all that is in them. */
export async function openEach(
  files: Files,
  sent: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Promise<readonly Content[]> {
  const kept: MailFile[] = []
  for (const { name, bytes } of sent) kept.push(await keepFile(files, bytes, { name }))
  return openAll(
    kept,
    (inner, rest) => openFile(files, inner, rest),
    inner => parseMail(files, inner.sha256),
  )
}

/** The document that bytes are; fails if they are none. */
export async function documentOf(files: Files, name: string, bytes: Uint8Array): Promise<Document> {
  const opened = await openBytes(files, name, bytes)
  if (opened.kind !== 'content' || opened.content.kind !== 'document')
    throw new Error(`${name} was read as ${JSON.stringify(opened)}`)
  return opened.content.document
}
