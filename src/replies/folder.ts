import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The folder that replies are kept in while no SMTP server is set. */
export interface OutboxFolder {
  /** Keeps the reply of a submission as `<reference>-<revision>-<kind>.eml`; what it said before is overtaken. */
  keep(
    reply: { readonly reference: string; readonly revision: number; readonly kind: string },
    raw: Uint8Array,
  ): Promise<void>
}

/** Opens the folder, and makes it if it is not there. */
export async function openOutboxFolder(folder: string): Promise<OutboxFolder> {
  await mkdir(folder, { recursive: true })
  return {
    async keep({ reference, revision, kind }, raw) {
      const name = `${reference}-${revision}-${kind}.eml`
      await writeFile(join(folder, `.${name}`), raw)
      await rename(join(folder, `.${name}`), join(folder, name))
      const older = (await readdir(folder)).filter(other => other.startsWith(`${reference}-`) && other !== name)
      for (const other of older) await rm(join(folder, other), { force: true })
    },
  }
}
