import type { Files } from '../../src/domain.ts'

/** For the test of the blob store: runs inside a worker. */
export async function firstBytes(files: Files, sha256: string, end: number): Promise<string> {
  return Buffer.from(await files.read(sha256, { start: 0, end })).toString()
}
