const SECTOR = 512
const MINI_SECTOR = 64
const MINI_CUTOFF = 4096
const END = 0xfffffffe
const NONE = 0xffffffff

interface Node {
  readonly name: string
  readonly bytes: Uint8Array | null
  readonly children: Map<string, Node>
}

/** A compound file (MS-CFB, version 3) of these streams, by path. */
export function composeCompound(streams: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const root: Node = { name: 'Root Entry', bytes: null, children: new Map() }
  for (const [path, bytes] of Object.entries(streams)) {
    let folder = root
    const steps = path.split('/')
    for (const [at, name] of steps.entries()) {
      const node = folder.children.get(name) ?? {
        name,
        bytes: at === steps.length - 1 ? bytes : null,
        children: new Map(),
      }
      folder.children.set(name, node)
      folder = node
    }
  }
  return write(root)
}

function write(root: Node): Uint8Array {
  const nodes: Node[] = []
  const place = (node: Node): void => {
    nodes.push(node)
    node.children.forEach(place)
  }
  place(root)
  const sectors: Buffer[] = []
  const table: number[] = []
  const mini: Buffer[] = []
  const miniTable: number[] = []
  const put = (bytes: Uint8Array): number => chain(bytes, SECTOR, sectors, table)
  const starts = nodes.map(({ bytes }) => {
    if (bytes === null || bytes.length === 0) return END
    return bytes.length < MINI_CUTOFF ? chain(bytes, MINI_SECTOR, mini, miniTable) : put(bytes)
  })
  const miniStream = Buffer.concat(mini)
  starts[0] = miniStream.length === 0 ? END : put(miniStream)
  const directory = Buffer.concat(
    nodes.map((node, number) => entry(node, nodes, starts[number] ?? END, miniStream.length)),
  )
  const directoryStart = put(directory)
  const miniTableStart = miniTable.length === 0 ? END : put(numbers(miniTable))
  return finish(sectors, table, {
    directoryStart,
    miniTableStart,
    miniTableSectors: Math.ceil((miniTable.length * 4) / SECTOR),
  })
}

function chain(bytes: Uint8Array, size: number, sectors: Buffer[], table: number[]): number {
  const start = sectors.length
  for (let at = 0; at < bytes.length; at += size) {
    const sector = Buffer.alloc(size)
    sector.set(bytes.subarray(at, at + size))
    sectors.push(sector)
    table.push(at + size < bytes.length ? sectors.length : END)
  }
  return start
}

/** Siblings hang in a row to the right: a tree, if not a balanced one. */
function entry(node: Node, nodes: readonly Node[], start: number, miniBytes: number): Buffer {
  const bytes = Buffer.alloc(128)
  bytes.write(node.name, 0, 'utf16le')
  bytes.writeUInt16LE((node.name.length + 1) * 2, 64)
  const isRoot = node === nodes[0]
  bytes.writeUInt8(isRoot ? 5 : node.bytes === null ? 1 : 2, 66)
  const siblings =
    nodes.flatMap(({ children }) => (children.get(node.name) === node ? [[...children.values()]] : [])).at(0) ?? []
  const next = siblings[siblings.indexOf(node) + 1]
  const [child] = node.children.values()
  bytes.writeUInt32LE(NONE, 68)
  bytes.writeUInt32LE(next === undefined ? NONE : nodes.indexOf(next), 72)
  bytes.writeUInt32LE(child === undefined ? NONE : nodes.indexOf(child), 76)
  bytes.writeUInt32LE(start, 116)
  bytes.writeUInt32LE(isRoot ? miniBytes : (node.bytes?.length ?? 0), 120)
  return bytes
}

function finish(
  sectors: readonly Buffer[],
  table: readonly number[],
  {
    directoryStart,
    miniTableStart,
    miniTableSectors,
  }: Readonly<Record<'directoryStart' | 'miniTableStart' | 'miniTableSectors', number>>,
): Uint8Array {
  const perSector = SECTOR / 4
  let tableSectors = 1
  while (tableSectors * perSector < table.length + tableSectors) tableSectors++
  const full = [...table, ...Array.from({ length: tableSectors }, () => 0xfffffffd)]
  while (full.length < tableSectors * perSector) full.push(NONE)
  const header = Buffer.alloc(SECTOR, 0xff)
  header.fill(0, 8, 76)
  header.write('d0cf11e0a1b11ae1', 0, 'hex')
  for (const [at, value] of [
    [24, 0x3e],
    [26, 3],
    [28, 0xfffe],
    [30, 9],
    [32, 6],
  ] as const)
    header.writeUInt16LE(value, at)
  const fields = [
    [44, tableSectors],
    [48, directoryStart],
    [56, MINI_CUTOFF],
    [60, miniTableStart],
    [64, miniTableSectors],
    [68, END],
  ] as const
  for (const [at, value] of fields) header.writeUInt32LE(value, at)
  for (let number = 0; number < tableSectors; number++) header.writeUInt32LE(sectors.length + number, 76 + 4 * number)
  return Buffer.concat([header, ...sectors, numbers(full)])
}

function numbers(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [at, value] of values.entries()) bytes.writeUInt32LE(value, at * 4)
  return bytes
}
