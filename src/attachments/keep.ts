import type { Files, MailFile } from '../domain.ts'

/** What is known of a file that was taken out of another one. */
export type Origin = Pick<MailFile, 'name'> & Partial<MailFile>

/** Keeps the bytes of a file that lay inside another file. */
export async function keepFile(files: Files, bytes: Uint8Array, origin: Origin): Promise<MailFile> {
  const writer = files.create()
  await writer.write(bytes)
  const kept = await writer.keep()
  return {
    type: 'application/octet-stream',
    folders: [],
    shown: false,
    before: '',
    after: '',
    ...origin,
    ...kept,
  }
}
