import { keepFile } from '../attachments/keep.ts'
import { MAX_PICTURES } from '../attachments/limits.ts'
import type { Block, Files, MailFile } from '../domain.ts'
import { FORMAT_BYTES, photoFormat } from '../photos/format.ts'

/** Keeps an image of a document; null for drawings (WMF, EMF, SVG) and whatever else is no photo format. */
export async function keepPicture(files: Files, bytes: Uint8Array, name: string): Promise<MailFile | null> {
  const format = photoFormat(bytes.subarray(0, FORMAT_BYTES))
  if (format === null) return null
  const base = name.split('/').at(-1) ?? name
  return keepFile(files, bytes, { name: base.includes('.') ? base : `${base}.${format}` })
}

/** The images of blocks in reading order, each file once. */
export function picturesOf(blocks: readonly Block[]): readonly MailFile[] {
  const found = new Map<string, MailFile>()
  const walk = (inner: readonly Block[]): void => {
    for (const block of inner) {
      if (block.kind === 'picture') found.set(block.file.sha256, block.file)
      else if (block.kind === 'table') for (const cell of block.rows.flat()) walk(cell.blocks)
    }
  }
  walk(blocks)
  return [...found.values()].slice(0, MAX_PICTURES)
}
