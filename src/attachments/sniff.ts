import type { Files, MailFile } from '../domain.ts'
import { FORMAT_BYTES, photoFormat } from '../photos/format.ts'
import type { Kind } from './kind.ts'
import { sniffCompound } from './sniffCompound.ts'
import { isText, sniffText } from './sniffText.ts'
import { sniffZip } from './sniffZip.ts'
import { type Source, sourceOf } from './source.ts'

/**
 * What a file is by its content. Its name and declared type are asked only where bytes cannot tell: a script and an
 * article are both text.
 */
export async function sniff(files: Files, file: MailFile): Promise<Kind> {
  const source = sourceOf(files, file)
  const head = await source.read(0, FORMAT_BYTES)
  if (head.length === 0) return { is: 'closed', why: 'damaged' }
  if (photoFormat(head) !== null) return { is: 'picture' }
  return (await sniffContainer(source, head)) ?? sniffBinary(head) ?? sniffText(head, file)
}

async function sniffContainer(source: Source, head: Uint8Array): Promise<Kind | null> {
  const start = Buffer.from(head.subarray(0, 8)).toString('hex')
  if (/^504b(0304|0506|3030)/.test(start)) return sniffZip(source)
  if (start.startsWith('d0cf11e0a1b11ae1')) return sniffCompound(source)
  if (start.startsWith('7b5c7274')) return { is: 'document', format: 'rtf' }
  return isPdf(head) ? { is: 'document', format: 'pdf' } : null
}

/** Readers of PDF look for its mark in the first kilobyte (ISO 32000-1, annex H.3.4.1); an article may name it too. */
function isPdf(head: Uint8Array): boolean {
  const at = Buffer.from(head.subarray(0, 1024)).indexOf('%PDF-')
  return at === 0 || (at > 0 && !isText(head))
}

/** Where the mark of a .tar stands, in its first block. */
const TAR_MARK = 257

/** Beginnings of files: bytes as Latin-1 text. First archives: RAR 4 and 5, 7-Zip, cabinet, one file, winmail.dat. */
const ARCHIVES: readonly (readonly [RegExp, Kind])[] = [
  [/^(Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|MSCF\0)/, { is: 'archive', format: 'sevenZip' }],
  [/^(BZh[1-9]1AY&SY|\xfd7zXZ\0|\x5d\0\0.\0)/s, { is: 'archive', format: 'sevenZip' }],
  [/^\x1f\x8b\x08/, { is: 'archive', format: 'gzip' }],
  [/^\x78\x9f\x3e\x22/, { is: 'archive', format: 'tnef' }],
]

/** Beginnings that a text might have by chance: asked only of bytes that are none. */
const BINARIES: readonly (readonly [RegExp, Kind])[] = [
  // Programs: Windows, Linux, Java, macOS, Android, Flash, compiled help, Windows shortcut.
  [/^(MZ|\x7fELF|\xca\xfe\xba\xbe|[\xce\xcf]\xfa\xed\xfe|\xfe\xed\xfa[\xce\xcf]|dex\n|[FCZ]WS|ITSF)/, { is: 'unsafe' }],
  [/^L\0\0\0\x01\x14\x02\0/, { is: 'unsafe' }],
  // Sound and video: MP4 and QuickTime, AVI and WAVE, MP3, AAC, AMR, Ogg, FLAC, Matroska, FLV, WMV, MPEG, MIDI.
  [/^....(ftyp|moov|mdat|wide|free|skip)/s, { is: 'other' }],
  [/^RIFF....(AVI |WAVE)/s, { is: 'other' }],
  [
    /^(ID3|\xff[\xe2-\xfb][^\xff]|#!AMR|OggS|fLaC|\x1aE\xdf\xa3|FLV\x01|0&\xb2u\x8ef\xcf\x11|\0\0\x01[\xb3\xba]|MThd)/,
    { is: 'other' },
  ],
  // Signatures of mails: PKCS #7 in DER, with its object identifier near the start.
  [/^0[\x80-\x84].{0,6}\x06\t\*\x86H\x86\xf7\r\x01\x07/s, { is: 'other' }],
]

function sniffBinary(head: Uint8Array): Kind | null {
  const start = Buffer.from(head.subarray(0, 64)).toString('latin1')
  const isTar = Buffer.from(head).toString('latin1', TAR_MARK, TAR_MARK + 5) === 'ustar'
  if (isTar) return { is: 'archive', format: 'sevenZip' }
  const known = isText(head) ? ARCHIVES : [...ARCHIVES, ...BINARIES]
  return known.find(([pattern]) => pattern.test(start))?.[1] ?? null
}
