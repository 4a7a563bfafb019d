import type { Files } from '../domain.ts'
import { openBlobs } from './blobs.ts'
import { type Bucket, openBucket } from './s3.ts'

/** Where the bytes of mails and files stand. */
export type BlobPlace = { readonly folder: string } | { readonly bucket: Bucket; readonly spool: string }

/** The same place for this thread and, as a module's function and its input, for the workers of `src/run/isolate.ts`. */
export interface Opened {
  readonly files: Files
  readonly elsewhere: { readonly module: string; readonly name: string; readonly input: readonly unknown[] }
}

export function openPlace(place: BlobPlace): Opened {
  if ('folder' in place) {
    const module = import.meta.resolve('./blobs.ts')
    return { files: openBlobs(place.folder), elsewhere: { module, name: 'openBlobs', input: [place.folder] } }
  }
  const { bucket, spool } = place
  const module = import.meta.resolve('./s3.ts')
  return { files: openBucket(bucket, spool), elsewhere: { module, name: 'openBucket', input: [bucket, spool] } }
}

/** The local folder that files come in through. */
export const localFolder = (place: BlobPlace): string => ('folder' in place ? place.folder : place.spool)
