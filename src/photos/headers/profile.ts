import { latin1, type Source, viewOf } from './source.ts'

/** Header and tag table of a colour profile, and the names that stand first. */
const HEAD = 128
const MOST_TAGS = 100
const LONGEST_NAME = 200

/**
 * The name of an ICC colour profile, "Display P3" (ICC.1:2022, 7.3 and 9.2.41: the tag `desc`, a `desc` of version 2 or
 * an `mluc` of version 4, of which the first language counts); null if it has none.
 */
export async function profileName(profile: Source): Promise<string | null> {
  const head = await profile.read(HEAD, HEAD + 4 + 12 * MOST_TAGS)
  if (head.length < 4) return null
  const table = viewOf(head)
  const tags = Math.min(table.getUint32(0), Math.floor((head.length - 4) / 12))
  for (let tag = 0; tag < tags; tag++) {
    const at = 4 + 12 * tag
    if (latin1(head.subarray(at, at + 4)) !== 'desc') continue
    const start = table.getUint32(at + 4)
    return nameIn(profile, start)
  }
  return null
}

async function nameIn(profile: Source, start: number): Promise<string | null> {
  const head = await profile.read(start, start + 28)
  const view = viewOf(head)
  const type = latin1(head.subarray(0, 4))
  if (type === 'desc' && head.length >= 12) {
    const length = Math.min(view.getUint32(8), LONGEST_NAME)
    return tidy(latin1(await profile.read(start + 12, start + 12 + length)))
  }
  if (type !== 'mluc' || head.length < 28) return null
  const length = Math.min(view.getUint32(20), 2 * LONGEST_NAME)
  const text = await profile.read(start + view.getUint32(24), start + view.getUint32(24) + length)
  return tidy(new TextDecoder('utf-16be').decode(text))
}

const tidy = (name: string): string | null => name.split('\0')[0]?.trim() || null

/** Colour primaries of ITU-T H.273, table 2. */
const PRIMARIES: Readonly<Record<number, string>> = {
  1: 'BT.709',
  5: 'BT.601',
  6: 'BT.601',
  9: 'BT.2020',
  11: 'DCI-P3',
  12: 'Display P3',
}
/** Its transfer characteristics, table 3, as far as they name other colours than one takes for granted. */
const PQ = 16
const HLG = 18
const SRGB = { primaries: 1, transfer: 13 }

/** The name of colours that are given by codes, "Display P3", "BT.2020 HLG"; null for codes of none or of others. */
export function colourName(primaries: number, transfer: number): string | null {
  if (primaries === SRGB.primaries && transfer === SRGB.transfer) return 'sRGB'
  const name = PRIMARIES[primaries]
  if (name === undefined) return null
  if (transfer === PQ) return `${name} PQ`
  return transfer === HLG ? `${name} HLG` : name
}
