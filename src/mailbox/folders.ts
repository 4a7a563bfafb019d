import type { Connection } from './connect.ts'
import { MailboxError } from './problem.ts'

/** A folder that is read. */
export interface Folder {
  readonly path: string
  /** The server calls it its folder for junk. */
  readonly spam: boolean
}

/**
 * The folders to be read: those named, or else the one that has everything (`\All`, Gmail's All Mail) and where there is
 * none INBOX, plus the junk (`\Junk`, RFC 6154).
 *
 * @throws {MailboxError} `folder` if one that is named is not there
 */
export async function foldersOf(connection: Connection, named: readonly string[] | null): Promise<readonly Folder[]> {
  const listed = await connection.ask(client => client.list())
  const all = listed.map(({ path, specialUse }) => ({ path, specialUse, spam: specialUse === '\\Junk' }))
  if (named !== null) {
    return named.map(name => {
      const folder = all.find(({ path }) => path === name || (/^inbox$/i.test(name) && /^inbox$/i.test(path)))
      if (folder === undefined) throw new MailboxError('folder')
      return folder
    })
  }
  // By name alone many a folder looks like an archive of all: only a server with Gmail's extensions has the real one.
  const everything = connection.isGmail ? all.find(({ specialUse }) => specialUse === '\\All') : undefined
  return [everything ?? { path: 'INBOX', spam: false }, ...all.filter(({ spam }) => spam)]
}
