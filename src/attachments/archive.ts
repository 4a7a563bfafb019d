import type { Closed, Content, Files, MailFile } from '../domain.ts'
import { cleanText } from '../mail/charset.ts'
import { keepFile } from './keep.ts'
import { MAX_ENTRIES, MAX_ENTRY_BYTES, MAX_RATIO, MAX_UNPACKED_BYTES, RATIO_FROM_BYTES } from './limits.ts'
import { isLitter } from './litter.ts'
import { closedFile, type Opened } from './opened.ts'

/** A file in an archive of any format. */
export interface Entry {
  /** As the archive has it, with "/" or "\": a label, never a path of ours. */
  readonly path: string
  /** As declared; {@link unpack} may give more, and is told how much is taken. */
  readonly bytes: number
  readonly packedBytes: number | null
  /** A folder is no entry; a symbolic link is one that is not opened. */
  readonly link: boolean
  unpack(limit: number): Promise<Uint8Array | Closed>
}

/**
 * Keeps the files of an archive, each with the folders it lay in. An entry that cannot be taken out stays closed and
 * costs the others nothing. System litter is left out.
 */
export async function keepEntries(files: Files, archive: MailFile, entries: readonly Entry[]): Promise<Opened> {
  const wanted = entries.filter(entry => !/[\\/]$/.test(entry.path) && !isLitter(placeOf(entry.path)))
  if (wanted.length > MAX_ENTRIES) return closedFile(archive, 'tooLarge')
  const kept: MailFile[] = []
  const closed: Content[] = []
  let left = MAX_UNPACKED_BYTES
  for (const entry of wanted) {
    const file = labelOf(archive, entry)
    if (entry.link || leavesItsFolder(entry.path)) {
      closed.push({ kind: 'unsafe', file })
      continue
    }
    const limit = Math.min(MAX_ENTRY_BYTES, left)
    const bytes = isBomb(entry) || entry.bytes > limit ? 'tooLarge' : await entry.unpack(limit)
    if (typeof bytes === 'string') {
      closed.push({ kind: 'closed', file, why: bytes })
      continue
    }
    left -= bytes.length
    kept.push(await keepFile(files, bytes, file))
  }
  return { kind: 'folder', files: kept, closed }
}

const isBomb = ({ bytes, packedBytes }: Entry): boolean =>
  packedBytes !== null && bytes > RATIO_FROM_BYTES && bytes / Math.max(packedBytes, 1) > MAX_RATIO

/** What stands for an entry that was not taken out: no bytes of it are kept, so it has the archive's. */
function labelOf(archive: MailFile, { path }: Entry): MailFile {
  const { name, folders } = placeOf(path)
  return {
    ...archive,
    name,
    folders: [...archive.folders, ...folders],
    type: 'application/octet-stream',
    shown: false,
    before: '',
    after: '',
  }
}

function placeOf(path: string): { readonly name: string; readonly folders: readonly string[] } {
  const steps = cleanText(path)
    .split(/[\\/]+/)
    .filter(step => step !== '' && step !== '.' && step !== '..' && !/^[A-Za-z]:$/.test(step))
  return { name: steps.at(-1)?.trim() || 'tep', folders: steps.slice(0, -1) }
}

const leavesItsFolder = (path: string): boolean => path.split(/[\\/]/).includes('..')
