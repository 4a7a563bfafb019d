import type { Block, Document, Files, MailFile } from '../domain.ts'
import { decodeText } from '../mail/charset.ts'
import { first } from '../mail/headers.ts'
import { type Part, splitMail } from '../mail/split.ts'
import { BlockWriter } from './blocks.ts'
import { asBlocks, readHtml } from './html.ts'
import { keepPicture } from './pictures.ts'
import { Refused } from './refused.ts'

/** The charset that a page declares for itself stands in its first kilobytes. */
const META_CHARSET = /<meta[^>]*charset\s*=\s*["']?\s*([\w-]+)/i
const META_BYTES = 4096

/** An image written into the page itself (RFC 2397). */
const DATA_IMAGE = /^data:image\/[\w.+-]+;base64,/i

/** A web page, such as Word's "Save as web page". Its images count where their bytes are in the page itself. */
export async function readWebPage(files: Files, bytes: Uint8Array): Promise<Document> {
  return readPage(files, bytes, new Map())
}

/**
 * A web page in one file (MHTML, RFC 2557): a mail whose parts are the page and what it shows.
 *
 * @throws {Refused} if there is no page in it
 */
export async function readWebArchive(files: Files, key: string): Promise<Document> {
  const { root } = await splitMail(files, files.stream(key))
  const leaves = leavesOf(root)
  const page = leaves.find(part => part.type.value === 'text/html') ?? leaves.find(part => part.body?.kind === 'text')
  if (page === undefined) throw new Refused('damaged')
  const pictures = new Map<string, MailFile>()
  for (const part of leaves) {
    const place = placeOf(part)
    const picture =
      place === '' || part.body?.kind !== 'file' ? null : await keepPicture(files, await bytesOf(files, part), place)
    if (picture !== null) pictures.set(place, picture)
  }
  return readPage(files, await bytesOf(files, page), pictures)
}

const leavesOf = (part: Part): readonly Part[] => (part.body === null ? part.children.flatMap(leavesOf) : [part])

/** The last step of where a part says it lies, or its id: the page's own paths are often relative to that. */
const placeOf = ({ headers }: Part): string =>
  lastStep(first(headers, 'content-location') ?? first(headers, 'content-id') ?? '')

const lastStep = (address: string): string =>
  address
    .trim()
    .replace(/^cid:|^<|>$/gi, '')
    .split(/[\\/]/)
    .at(-1) ?? ''

async function bytesOf(files: Files, { body }: Part): Promise<Uint8Array> {
  if (body === null) return new Uint8Array()
  return body.kind === 'text' ? body.bytes : files.read(body.sha256)
}

async function readPage(files: Files, bytes: Uint8Array, pictures: ReadonlyMap<string, MailFile>): Promise<Document> {
  const declared = META_CHARSET.exec(Buffer.from(bytes.subarray(0, META_BYTES)).toString('latin1'))?.[1] ?? null
  const page = readHtml(decodeText(bytes, declared))
  const found = new Map(pictures)
  const sources: string[] = []
  asBlocks(page.blocks, src => {
    sources.push(src)
    return []
  })
  for (const src of sources) {
    const picture = DATA_IMAGE.test(src) ? await keepData(files, src) : null
    if (picture !== null) found.set(src, picture)
  }
  const pictureOf = (src: string): readonly Block[] => {
    const file = found.get(src) ?? found.get(lastStep(src))
    return file === undefined ? [] : [{ kind: 'picture', file }]
  }
  const writer = new BlockWriter()
  writer.insert(asBlocks(page.blocks, pictureOf))
  const { blocks, converted } = writer.end()
  return { blocks, links: page.links, notes: converted || page.converted ? ['converted'] : [] }
}

async function keepData(files: Files, src: string): Promise<MailFile | null> {
  const ending = /^data:image\/(\w+)/i.exec(src)?.[1] ?? 'png'
  return keepPicture(files, Buffer.from(src.slice(src.indexOf(',') + 1), 'base64'), `anh.${ending}`)
}
