import type { Files, MailFile } from '../domain.ts'

/** Bytes at hand in any order. A range that is not there, whatever a damaged file made of it, gives what there is. */
export interface Source {
  readonly bytes: number
  read(start: number, end: number): Promise<Uint8Array>
}

/** A kept file as a source. */
export function sourceOf(files: Files, file: Pick<MailFile, 'sha256' | 'bytes'>): Source {
  return {
    bytes: file.bytes,
    async read(start, end) {
      const until = Math.min(end, file.bytes)
      return start >= 0 && start < until ? files.read(file.sha256, { start, end: until }) : new Uint8Array()
    },
  }
}
