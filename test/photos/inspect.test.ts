import fc from 'fast-check'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { exifSegment, jpeg, segment, xmpSegment } from './compose.ts'
import { credential, credentialSegments, heifWith, pngWith, webpWith } from './composeCredential.ts'
import { exifBlock, PHONE } from './composeExif.ts'
import { heic } from './composeHeic.ts'
import { openStudio } from './studio.ts'

const studio = await openStudio()
afterAll(() => studio[Symbol.asyncDispose]())
const factsOf = async (bytes: Uint8Array) => (await studio.look(bytes)).facts
const PIXELS = { create: { width: 90, height: 60, channels: 3, background: '#a06040' } } as const

test.each([false, true])('what a camera wrote is read back (big-endian: %s)', async bigEndian => {
  const exif = { ...PHONE, bigEndian, orientation: 6, pixelX: 4032, pixelY: 3024, gps: true, userComment: 'hop' }
  const facts = await factsOf(await jpeg({ exif }))
  expect(facts).toMatchObject({ format: 'jpeg', width: 4032, height: 3024, orientation: 6, unreadable: null })
  expect(facts.exif).toMatchObject({
    make: 'samsung',
    model: 'SM-A546E',
    software: 'A546EXXU8CXG1',
    takenAt: '2024-05-01T08:30:00+07:00',
    exposureTime: 1 / 125,
    iso: 64,
    pixelX: 4032,
    pixelY: 3024,
    userComment: 'hop',
    hasMakerNote: true,
    hasGps: true,
  })
})

test.each([
  ['0000:00:00 00:00:00', null],
  ['2024:02:30 08:30:00', null],
  ['    :  :     :  :  ', null],
  ['2024:05:01 24:10:00', '2024-05-01T00:10:00'],
  ['2024:05:01 08:30:00', '2024-05-01T08:30:00'],
])('a date written as %s is %s', async (takenAt, read) => {
  expect((await factsOf(await jpeg({ exif: { make: 'Canon', takenAt } }))).exif.takenAt).toBe(read)
})

test('the size of the EXIF thumbnail is its own', async () => {
  const thumbnail = await sharp({ create: { width: 160, height: 90, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer()
  expect((await factsOf(await jpeg({ exif: { ...PHONE, thumbnail } }))).thumbnail).toEqual({
    width: 160,
    height: 90,
    table: 'ijg',
    hasLibjpegLayout: true,
  })
})

test.each([
  ['4:2:0', 80, false],
  ['4:4:4', 92, true],
])('sampling %s, quality %i and passes are read off a JPEG', async (chromaSubsampling, quality, progressive) => {
  const facts = await factsOf(await jpeg({ encoder: { chromaSubsampling, quality, progressive } }))
  expect(facts.jpeg).toMatchObject({ subsampling: chromaSubsampling, ijgQuality: quality, quality, progressive })
})

test('the quality of a table that is no libjpeg’s is told by how coarse it is, and its markers stand in order', async () => {
  const { jpeg: facts } = await factsOf(
    await jpeg({ encoder: { quality: 80, quantisationTable: 3 }, exif: { ...PHONE } }),
  )
  expect(facts?.ijgQuality).toBeNull()
  expect(facts?.quality).toBeGreaterThan(60)
  expect(facts?.quality).toBeLessThan(95)
  expect(facts?.markers).toMatch(/^e1 db c4 c0 .*da$|^e1 db c0 c4 da$/)
})

test.each([
  [1, 300, 300],
  [2, 118, 299.72],
  [0, 1, null],
])('JFIF unit %i with %i dots is %s an inch', async (unit, dots, density) => {
  const bytes = await jpeg({ jfif: [unit, 0] })
  bytes[14] = dots >> 8
  bytes[15] = dots & 255
  expect((await factsOf(bytes)).density).toBe(density)
})

test.each([
  ['attribute', '<rdf:Description xmp:CreatorTool="Snapseed 2.0"/>'],
  ['element', '<xmp:CreatorTool>Snapseed 2.0</xmp:CreatorTool>'],
])('the tool that made a photo is read off an XMP %s', async (_, packet) => {
  expect((await factsOf(await jpeg({ segments: [xmpSegment(packet)] }))).xmp.creatorTool).toBe('Snapseed 2.0')
})

test('the history of edits and the digital source are read off XMP', async () => {
  const packet =
    '<rdf:li stEvt:softwareAgent="Adobe Photoshop 25.0"/><rdf:li><stEvt:softwareAgent>GIMP</stEvt:softwareAgent></rdf:li>' +
    '<Iptc4xmpExt:DigitalSourceType rdf:resource="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"/>'
  const { xmp } = await factsOf(await jpeg({ segments: [xmpSegment(packet)] }))
  expect(xmp.softwareAgents).toEqual(['Adobe Photoshop 25.0', 'GIMP'])
  expect(xmp.digitalSourceType).toMatch(/trainedAlgorithmicMedia$/)
})

test.each([
  ['an attribute', '<rdf:Description exif:GPSLatitude="22,8.8N"/>', true],
  ['an element', '<exif:GPSLatitude>22,8.8N</exif:GPSLatitude>', true],
  ['nothing', '<rdf:Description exif:GPSVersionID="2.3.0.0"/>', false],
])('a place in XMP as %s is a place', async (_, packet, hasGps) => {
  expect((await factsOf(await jpeg({ exif: PHONE, segments: [xmpSegment(packet)] }))).exif.hasGps).toBe(hasGps)
})

const CREDENTIAL = { program: 'OpenAI_API', sourceTypes: ['digitalCapture', 'trainedAlgorithmicMedia'] }
const store = credential(CREDENTIAL)

test.each([
  ['a JPEG', async () => jpeg({ exif: PHONE, segments: credentialSegments(store) })],
  ['a JPEG, cut anywhere into segments', async () => jpeg({ segments: credentialSegments(store, 50) })],
  ['a PNG', async () => pngWith(await sharp(PIXELS).png().toBuffer(), store)],
  ['a WebP', async () => webpWith(await sharp(PIXELS).webp().toBuffer(), store)],
  ['a HEIC', async () => heifWith(heic({ exif: PHONE }), store)],
  ['an AVIF', async () => heifWith(await sharp(PIXELS).avif().toBuffer(), store)],
])('the content credential of %s is read', async (_, make) => {
  const facts = await factsOf(await make())
  expect(facts.credential).toEqual({ programs: ['OpenAI API'], sourceTypes: CREDENTIAL.sourceTypes })
  expect(facts.unreadable).toBeNull()
})

test.each([
  ['no credential', []],
  ['a block of a maker under the same marker', [segment(0xeb, 'HDR_RI ver=11')]],
])('%s is none', async (_, segments) => {
  expect((await factsOf(await jpeg({ segments }))).credential).toBeNull()
})

test('libjpeg’s layout is known from the camera’s, in the picture and in its thumbnail', async () => {
  const thumbnail = await sharp(PIXELS).jpeg().toBuffer()
  const facts = await factsOf(await jpeg({ exif: { ...PHONE, thumbnail } }))
  expect([facts.jpeg?.hasLibjpegLayout, facts.thumbnail?.hasLibjpegLayout]).toEqual([false, true])
  expect((await factsOf(await jpeg({ layout: 'libjpeg' }))).jpeg?.hasLibjpegLayout).toBe(true)
})

test('a scanner says so in EXIF', async () => {
  expect((await factsOf(await jpeg({ exif: { ...PHONE, fileSource: 2 } }))).exif.isScanned).toBe(true)
  expect((await factsOf(await jpeg({ exif: { ...PHONE, fileSource: 3 } }))).exif.isScanned).toBe(false)
})

test.each([
  ['at the end of a large file', { before: 3_000_000 }],
  ['in the meta box after a large piece', { before: 200_000, keptIn: 'idat' }],
  ['under the brand mif1', { brand: 'mif1' }],
  ['under the brand msf1', { brand: 'msf1', before: 70_000 }],
] as const)('EXIF of a HEIC is found %s', async (_, wish) => {
  const facts = await factsOf(heic({ exif: PHONE, xmp: '<x xmp:CreatorTool="17.1"/>', ...wish }))
  expect(facts).toMatchObject({ format: 'heic', width: 4032, height: 3024, unreadable: null })
  expect(facts.exif).toMatchObject({ model: 'SM-A546E', takenAt: '2024-05-01T08:30:00+07:00' })
  expect(facts.xmp.creatorTool).toBe('17.1')
})

test('a HEIC cut on the way is damaged, and what was read stays', async () => {
  const whole = heic({ exif: PHONE, before: 100_000 })
  const facts = await factsOf(whole.subarray(0, 60_000))
  expect(facts).toMatchObject({ width: 4032, height: 3024, unreadable: 'damaged' })
})

test.each(['png', 'webp', 'gif', 'tiff', 'avif'] as const)('size of a %s', async format => {
  const facts = await factsOf(await sharp(PIXELS).toFormat(format).toBuffer())
  expect(facts).toMatchObject({ width: 90, height: 60, unreadable: null })
})

test('size of a BMP, rows from the top', async () => {
  const bytes = Buffer.alloc(54)
  bytes.write('BM')
  bytes.writeUInt32LE(40, 14)
  bytes.writeInt32LE(90, 18)
  bytes.writeInt32LE(-60, 22)
  expect(await factsOf(bytes)).toMatchObject({ format: 'bmp', width: 90, height: 60, unreadable: null })
})

test.each([{ lossless: true }, { lossless: false }])('size of a plain WebP %o', async options => {
  expect(await factsOf(await sharp(PIXELS).webp(options).toBuffer())).toMatchObject({ width: 90, height: 60 })
})

test.each(['png', 'webp'] as const)('EXIF in a %s', async format => {
  const picture = sharp(PIXELS).withExif({ IFD0: { Make: 'Canon', Software: 'made' } })
  const facts = await factsOf(await picture.toFormat(format).toBuffer())
  expect(facts.exif).toMatchObject({ make: 'Canon', software: 'made' })
})

test('XMP in a WebP', async () => {
  const picture = sharp(PIXELS).withXmp('<a xmp:CreatorTool="GIMP"/>').webp()
  expect((await factsOf(await picture.toBuffer())).xmp.creatorTool).toBe('GIMP')
})

test('a TIFF holds its EXIF itself', async () => {
  expect((await factsOf(exifBlock(PHONE))).exif).toMatchObject({
    make: 'samsung',
    takenAt: '2024-05-01T08:30:00+07:00',
  })
})

test('dots an inch of a PNG', async () => {
  const facts = await factsOf(await sharp(PIXELS).withMetadata({ density: 200 }).png().toBuffer())
  expect(Math.round(facts.density ?? 0)).toBe(200)
})

test('a raw picture has the size of its largest directory, not of its preview', async () => {
  const directory = (tags: readonly (readonly [number, number])[], at: number): Buffer => {
    const bytes = Buffer.alloc(6 + 12 * tags.length)
    bytes.writeUInt16LE(tags.length, 0)
    for (const [number, [tag, value]] of tags.entries()) {
      bytes.writeUInt16LE(tag, 2 + 12 * number)
      bytes.writeUInt16LE(4, 4 + 12 * number)
      bytes.writeUInt32LE(1, 6 + 12 * number)
      bytes.writeUInt32LE(value, 10 + 12 * number)
    }
    return Buffer.concat([bytes, Buffer.alloc(at)])
  }
  const second = 8 + 6 + 12 * 4
  const preview = [
    [0x100, 160],
    [0x101, 120],
    [0x14a, second],
    [0xc612, 1],
  ] as const
  const bytes = Buffer.concat([
    Buffer.from('II*\0\x08\0\0\0', 'latin1'),
    directory(preview, 0),
    directory(
      [
        [0x100, 6000],
        [0x101, 4000],
      ],
      0,
    ),
  ])
  expect(await factsOf(bytes)).toMatchObject({ format: 'dng', width: 6000, height: 4000, unreadable: null })
})

test('odd spectral bytes in the scan header, as Samsung writes them, are no damage', async () => {
  const bytes = Buffer.from(await jpeg({ exif: PHONE }))
  const scan = bytes.indexOf(Uint8Array.of(0xff, 0xda))
  bytes[scan + 2 + bytes.readUInt16BE(scan + 2) - 2] = 0
  expect(await factsOf(bytes)).toMatchObject({ width: 4032, height: 3024, unreadable: null })
})

test('a photo followed by a film or a padding of zeros is whole', async () => {
  const trailer = 'mpv2'.padEnd(300_000, '\0')
  expect((await factsOf(await jpeg({ exif: PHONE, trailer }))).unreadable).toBeNull()
})

test('a JPEG whose scan is cut is damaged, and keeps its camera data', async () => {
  const whole = await jpeg({ exif: PHONE })
  for (const cut of [2, 10, 20]) {
    const facts = await factsOf(whole.subarray(0, whole.length - cut))
    expect(facts.unreadable).toBe('damaged')
    expect(facts.exif.model).toBe('SM-A546E')
  }
})

test('an EXIF block that is none makes the photo damaged, not one without camera data', async () => {
  const block = Buffer.from(exifBlock(PHONE)).fill(0, 0, 8)
  const { original, codes } = await studio.look(await jpeg({ segments: [exifSegment(block)] }))
  expect([original, codes]).toEqual(['doubt', ['photo.unreadable']])
})

test('a picture of more pixels than anything opens is too large', async () => {
  const facts = await factsOf(await jpeg({ width: 60_000, height: 60_000 }))
  expect(facts.unreadable).toBe('tooLarge')
})

test.each([
  ['an edit undone later', 'xxPhotoEditor_Re_Edit_Data{}', 'samsungEdited'],
  ['a motion photo', 'xxMotionPhoto_Data', null],
])('the Samsung trailer of %s', async (_, trailer, mark) => {
  expect((await factsOf(await jpeg({ exif: PHONE, trailer }))).trailer).toBe(mark)
})

test('a Samsung block that stands a film before the end is found by the directory', async () => {
  const block = '\0\0\x51\x0b\x18\0\0\0PhotoEditor_Re_Edit_Data{}'
  const film = '\x01'.repeat(200_000)
  const u32 = (value: number): string =>
    String.fromCharCode(value & 255, (value >> 8) & 255, (value >> 16) & 255, value >> 24)
  const directory = `SEFH${u32(106)}${u32(1)}\0\0\x51\x0b${u32(block.length + film.length)}${u32(block.length)}`
  const trailer = `${block}${film}${directory}${u32(directory.length)}SEFT`
  expect((await factsOf(await jpeg({ exif: PHONE, trailer }))).trailer).toBe('samsungEdited')
})

const MANY = 300_000
const u32 = (value: number): Buffer => Buffer.from([value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255])
const HOSTILE: Readonly<Record<string, Buffer>> = {
  'a JPEG of endless segments': Buffer.concat([
    Buffer.from('ffd8', 'hex'),
    Buffer.alloc(4 * MANY, Buffer.from('ffe50002', 'hex')),
  ]),
  'a JPEG of endless credentials': Buffer.concat([
    Buffer.from('ffd8', 'hex'),
    ...Array.from({ length: 200 }, () =>
      segment(0xeb, Buffer.concat([Buffer.from('JP\0\x01\0\0\0\x01c2pa'), Buffer.alloc(60_000, 'dname\x78\xff')])),
    ),
  ]),
  'a JPEG whose Huffman tables claim more than is there': Buffer.concat([
    Buffer.from('ffd8', 'hex'),
    ...Array.from({ length: 2000 }, () => segment(0xc4, Buffer.alloc(18, 0xff))),
  ]),
  'a JPEG of nothing but empty Huffman tables': Buffer.concat([
    Buffer.from('ffd8', 'hex'),
    ...Array.from({ length: 100 }, () => segment(0xc4, Buffer.alloc(65_000))),
  ]),
  'a HEIC of endless credentials': Buffer.concat([
    heic({}).subarray(0, 24),
    Buffer.alloc(24 * 20_000, Buffer.concat([u32(24), Buffer.from('uuidd8fec3d6', 'latin1'), Buffer.alloc(8)])),
  ]),
  'a JPEG of endless fill bytes': Buffer.concat([Buffer.from('ffd8', 'hex'), Buffer.alloc(MANY, 0xff)]),
  'a PNG of endless pieces': Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(12 * MANY)]),
  'a WebP of endless chunks': Buffer.concat([
    Buffer.from('RIFF\xff\xff\xff\x7fWEBP', 'latin1'),
    Buffer.alloc(8 * MANY),
  ]),
  'a HEIC of endless boxes': Buffer.concat([
    heic({}).subarray(0, 24),
    Buffer.alloc(8 * MANY, Buffer.concat([u32(8), Buffer.from('meta')])),
  ]),
  'a HEIC whose boxes claim each other': Buffer.concat([
    heic({}).subarray(0, 24),
    u32(24 + 16 * 9000),
    Buffer.from('meta'),
    u32(0),
    Buffer.alloc(16 * 9000, Buffer.concat([u32(16), Buffer.from('iprp'), u32(0x7fffffff), Buffer.from('ipco')])),
  ]),
  'a TIFF whose directories point at themselves': Buffer.concat([
    Buffer.from('II*\0\x08\0\0\0\x02\0', 'latin1'),
    Buffer.from('4a0104000100000008000000', 'hex'),
    Buffer.from('698704000100000008000000', 'hex'),
    u32(0x08000000),
  ]),
}

test.each(Object.entries(HOSTILE))('%s ends as a damaged photo', async (_, bytes) => {
  expect((await factsOf(bytes)).unreadable).toBe('damaged')
})

test('a photo that is a zip or a page as well is the photo it begins as', async () => {
  const facts = await factsOf(await jpeg({ exif: PHONE, trailer: 'PK\x03\x04<html><script>alert(1)</script>%PDF-1.7' }))
  expect(facts).toMatchObject({ format: 'jpeg', width: 4032, unreadable: null })
})

test('no bytes behind a known beginning crash or hold it', async () => {
  const whole = [
    await jpeg({ exif: { ...PHONE, pixelX: 4032, pixelY: 3024, gps: true }, segments: [xmpSegment('<a/>')] }),
    heic({ exif: PHONE, xmp: '<a/>' }),
    await jpeg({ layout: 'libjpeg', exif: PHONE, segments: credentialSegments(store, 100) }),
    heifWith(heic({ exif: PHONE }), store),
    await sharp(PIXELS)
      .withExif({ IFD0: { Make: 'Canon' } })
      .png()
      .toBuffer(),
    await sharp(PIXELS)
      .withExif({ IFD0: { Make: 'Canon' } })
      .webp()
      .toBuffer(),
    await sharp(PIXELS).tiff().toBuffer(),
  ]
  const damage = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), bytes: fc.uint8Array({ maxLength: 40 }) })
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...whole),
      fc.array(damage, { maxLength: 5 }),
      fc.nat(),
      async (bytes, hits, cut) => {
        const broken = Buffer.from(bytes)
        for (const hit of hits) broken.set(hit.bytes.subarray(0, 8), 16 + Math.floor(hit.at * (bytes.length - 24)))
        await studio.look(broken.subarray(0, 16 + (cut % bytes.length)))
      },
    ),
    { numRuns: 500 },
  )
})
