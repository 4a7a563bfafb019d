import { createHash } from 'node:crypto'
import type { Files } from '../domain.ts'

/** The same files, but what is written is only hashed: for a mail that is read again, whose files are kept since the first time. */
export const hashesOnly = (files: Files): Files => ({
  ...files,
  create() {
    const hash = createHash('sha256')
    let bytes = 0
    return {
      async write(piece) {
        hash.update(piece)
        bytes += piece.length
      },
      keep: async () => ({ sha256: hash.digest('hex'), bytes }),
      discard: async () => undefined,
    }
  },
})
