import fc from 'fast-check'
import sharp, { type Sharp } from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'
import { judgeOriginal } from '../../src/photos/original.ts'
import {
  CAMERA_ENCODER,
  exifSegment,
  facebookSegment,
  type JpegWish,
  jpeg,
  MESSENGER_ENCODER,
  photoshopSegment,
  segment,
  xmpSegment,
} from './compose.ts'
import { credential, credentialSegments } from './composeCredential.ts'
import { exifBlock, PHONE } from './composeExif.ts'
import { heic } from './composeHeic.ts'
import { scene } from './scene.ts'
import { openStudio } from './studio.ts'

const studio = await openStudio()
afterAll(() => studio[Symbol.asyncDispose]())
const ZALO = 'z5402312345678_0123456789abcdef0123456789abcdef.jpg'

/** Evidence of a made JPEG. */
const codesOf = async (wish: JpegWish, name?: string) => (await studio.look(await jpeg(wish), name)).codes
const thumbnail = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer()

test('a photo as the phone wrote it is an original', async () => {
  const { original, codes } = await studio.look(await jpeg({ exif: { ...PHONE, pixelX: 4032, pixelY: 3024 } }))
  expect([original, codes]).toEqual(['yes', []])
})

test('camera data without place, maker note or software is still an original', async () => {
  const exif = { make: 'OPPO', model: 'CPH2001', takenAt: '2023:01:02 03:04:05' }
  expect((await studio.look(await jpeg({ exif }))).original).toBe('yes')
})

test('a few fresh tags do not make a stripped picture an original', async () => {
  const { original, codes } = await studio.look(await jpeg({ exif: { orientation: 1, pixelX: 4032, pixelY: 3024 } }))
  expect([original, codes]).toEqual(['doubt', ['photo.noExif']])
})

test.each([
  ['a camera that says neither when nor how', { make: 'Nokia', model: '3110c' }],
  ['a date without a camera', { takenAt: '2024:05:01 08:30:00' }],
])('%s is a doubt', async (_, exif) => {
  const { original, evidence } = await studio.look(await jpeg({ exif }))
  expect([original, evidence]).toEqual([
    'doubt',
    [{ code: 'photo.noExif', certainty: 'doubt', values: { data: 'part' } }],
  ])
})

test('one certain piece of evidence is enough, whatever else speaks for the photo', async () => {
  const exif = { ...PHONE, software: 'Snapseed 2.0' }
  expect((await studio.look(await jpeg({ exif }))).original).toBe('no')
})

test('doubts alone never make a copy of a photo', async () => {
  const exif = {
    make: 'Canon',
    model: 'EOS R6',
    takenAt: '2024:05:01 08:30:00',
    software: 'Adobe Lightroom 7.0',
    pixelX: 1200,
    pixelY: 900,
    thumbnail: await thumbnail(160, 90),
  }
  const encoder = { quality: 60, progressive: true }
  const trailer = 'PhotoEditor_Re_Edit_Data'
  const packet = '<a x:DigitalSourceType="http://x/compositeWithTrainedAlgorithmicMedia"/>'
  const wish = {
    width: 1280,
    height: 960,
    exif,
    encoder,
    jfif: [0, 1],
    trailer,
    segments: [xmpSegment(packet)],
  } as const
  const { original, codes } = await studio.look(await jpeg(wish), 'FB_IMG_1700000000000.jpg')
  expect(original).toBe('doubt')
  expect(codes).toEqual([
    'photo.name',
    'photo.developed',
    'photo.dims',
    'photo.thumb',
    'photo.progressive',
    'photo.resaved',
    'photo.lowQuality',
    'photo.smallForYear',
    'photo.aiEdited',
    'photo.phoneEdited',
  ])
})

test('a damaged photo is a doubt, whatever its headers carry', async () => {
  const bytes = await jpeg({ segments: [facebookSegment()] })
  const { original, codes } = await studio.look(bytes.subarray(0, bytes.length - 2))
  expect([original, codes]).toEqual(['doubt', ['photo.unreadable']])
})

describe('photo.facebook', () => {
  test('is Facebook’s mark in IPTC', async () => {
    expect(await codesOf({ segments: [facebookSegment()] })).toContain('photo.facebook')
  })
  test('is no caption that an agency or Apple wrote there', async () => {
    const text = 'FBMD hội nghị'
    const iptc = Buffer.concat([Uint8Array.of(0x1c, 2, 0x28, 0, Buffer.byteLength(text)), Buffer.from(text)])
    expect(await codesOf({ exif: PHONE, segments: [photoshopSegment({ 1028: iptc, 1061: iptc })] })).toEqual([])
  })
})

describe('photo.messengerName', () => {
  test.each([
    ['Zalo', ZALO],
    ['Zalo', ZALO.replace('.jpg', ' (1).jpg')],
    ['Facebook', '480123456_122101010101_1234567890123456789_n.jpg'],
    ['Facebook', 'FB_IMG_1700000000000.jpg'],
    ['Messenger', 'received_1234567890123.jpeg'],
    ['WhatsApp', 'IMG-20240501-WA0003.jpg'],
    ['WhatsApp', 'WhatsApp Image 2024-05-01 at 08.30.00.jpeg'],
    ['Telegram', 'photo_2024-05-01_08-30-00.jpg'],
    ['Viber', 'viber_image_2024-05-01_08-30-00-123.jpg'],
  ])('is a name that %s gives and no camera data: %s', async (app, name) => {
    const { original, evidence } = await studio.look(await jpeg(), name)
    expect(original).toBe('no')
    expect(evidence).toContainEqual({ code: 'photo.messengerName', certainty: 'certain', values: { app } })
  })
  test('is not the name alone: sent as a file, the photo is untouched', async () => {
    const { original, codes } = await studio.look(await jpeg({ exif: PHONE }), ZALO)
    expect([original, codes]).toEqual(['doubt', ['photo.name']])
  })
  test('is no HEIC: messengers write none', async () => {
    expect((await studio.look(heic({}), ZALO)).original).toBe('doubt')
  })
  test.each(['IMG_20240501_083000.jpg', 'z.jpg', 'Ảnh 1.jpg', 'DSC_0001_n.jpg', '20240501_083000.jpg', 'zalo.jpg'])(
    'is no name of a camera or a person: %s',
    async name => {
      expect((await studio.look(await jpeg(), name)).original).toBe('doubt')
    },
  )
})

describe('photo.messengerSize and photo.small', () => {
  test.each([
    [1280, 960, {}, ['photo.messengerSize', 'photo.small', 'photo.noExif']],
    [960, 1280, {}, ['photo.messengerSize', 'photo.small', 'photo.noExif']],
    [1600, 1200, {}, ['photo.messengerSize', 'photo.noExif']],
    [2048, 1536, { progressive: true }, ['photo.messengerSize', 'photo.noExif']],
    [900, 675, {}, ['photo.small', 'photo.noExif']],
    [2048, 1536, {}, ['photo.noExif']],
    [1700, 1275, {}, ['photo.noExif']],
  ])('of a bare %i×%i JPEG written like a messenger’s %o', async (width, height, more, codes) => {
    expect(await codesOf({ width, height, encoder: { ...MESSENGER_ENCODER, ...more } })).toEqual(codes)
  })
  test.each([
    ['an old camera with tables of its own', { encoder: CAMERA_ENCODER }],
    ['libjpeg’s table at a quality messengers do not use', { encoder: { ...MESSENGER_ENCODER, quality: 97 } }],
    ['full colour', { encoder: { quality: 90, chromaSubsampling: '4:4:4' } }],
    ['a scan', { encoder: MESSENGER_ENCODER, jfif: [1, 200] }],
    ['a camera’s data', { encoder: MESSENGER_ENCODER, exif: { make: 'Canon', model: 'PowerShot', iso: 100 } }],
  ] as const)('are not there for %s', async (_, wish) => {
    const codes = await codesOf({ width: 1280, height: 960, ...wish })
    expect(codes).not.toContain('photo.messengerSize')
    expect(codes).not.toContain('photo.small')
  })
})

describe('photo.editor', () => {
  test.each([
    { exif: { ...PHONE, software: 'Adobe Photoshop CC 2019 (Windows)' } },
    { exif: { ...PHONE, software: 'Adobe Photoshop Elements 12.0' } },
    { exif: { ...PHONE, processingSoftware: 'Canva' } },
    { exif: PHONE, segments: [segment(0xfe, 'Created with GIMP')] },
    { exif: PHONE, segments: [xmpSegment('<a xmp:CreatorTool="PicsArt 12"/>')] },
    { exif: PHONE, segments: [xmpSegment('<a stEvt:softwareAgent="Adobe Photoshop 25.1"/>')] },
  ])('is an editor’s name: %o', async wish => {
    expect(await codesOf(wish)).toEqual(['photo.editor'])
  })
  test.each([
    'A546EXXU8CXG1',
    '17.1',
    'HDR+ 1.0.575362751zd',
    'ProCam 10.5.8',
    'MediaTek Camera Application',
    'Ver.1.00',
    'Digital Camera FinePix F30 Ver1.00',
    'GIMPEL-9',
  ])('is no firmware or camera app: %s', async software => {
    expect(await codesOf({ exif: { ...PHONE, software } })).toEqual([])
  })
  test('is no maker who is called like one', async () => {
    expect(await codesOf({ exif: { ...PHONE, make: 'Meitu', software: 'Meitu M8' } })).toEqual([])
  })
})

describe('photo.developed', () => {
  test.each([
    'Adobe Photoshop Lightroom 6.0 (Windows)',
    'Adobe Photoshop Camera Raw 12.0',
    'Capture One 20',
    'Microsoft Windows Photo Viewer 6.1.7600.16385',
    'Photos 4.0',
    'Digital Photo Professional',
  ])('is a doubt and no edit: %s', async software => {
    expect(await codesOf({ exif: { ...PHONE, software } })).toEqual(['photo.developed'])
  })
})

describe('photo.photoshop', () => {
  test.each([
    ['its JPEG quality', photoshopSegment({ 1030: Buffer.alloc(7) })],
    ['its version', photoshopSegment({ 1028: Buffer.alloc(3), 1057: Buffer.alloc(9) })],
    ['Save for Web', segment(0xec, 'Ducky\0\x01\0\x04')],
  ])('is %s', async (_, mark) => {
    expect(await codesOf({ exif: PHONE, segments: [mark] })).toEqual(['photo.photoshop'])
  })
  test('is no caption', async () => {
    expect(
      await codesOf({ exif: PHONE, segments: [photoshopSegment({ 1028: Buffer.alloc(30), 1061: Buffer.alloc(16) })] }),
    ).toEqual([])
  })
})

describe('photo.smaller and photo.dims', () => {
  const camera = { ...PHONE, pixelX: 4032, pixelY: 3024 }
  test.each([
    ['scaled', 1920, 1440, ['photo.smaller']],
    ['cropped', 2822, 2419, ['photo.smaller']],
    ['trimmed', 3900, 3000, ['photo.dims']],
    ['larger', 4608, 3456, ['photo.dims']],
    ['turned without loss', 3024, 4032, []],
    ['turned and trimmed to whole blocks', 3008, 4016, []],
    ['as taken', 4032, 3024, []],
  ])('of a picture %s', async (_, width, height, codes) => {
    expect(await codesOf({ width, height, exif: camera })).toEqual(codes)
  })
  test.each([{ pixelX: 0, pixelY: 0 }, { pixelX: 8000 }, {}])('say nothing where the camera wrote %o', async size => {
    expect(await codesOf({ exif: { ...PHONE, ...size } })).toEqual([])
  })
})

describe('photo.dims of a photo that a mail program scaled, with its camera’s size brought up to date', () => {
  const scaled = { ...PHONE, takenAt: '2012:05:01 08:30:00', pixelX: 1280, pixelY: 960 }
  test.each([
    ['IFD0 still has the camera’s size', { frame: [4032, 3024] }],
    ['the subject lies outside the picture', { subject: [2015, 1511] }],
  ] as const)('%s', async (_, more) => {
    const { original, codes } = await studio.look(
      await jpeg({ width: 1280, height: 960, exif: { ...scaled, ...more } }),
    )
    expect([original, codes]).toEqual(['doubt', ['photo.dims']])
  })
  test.each([
    ['a frame turned without loss', { width: 3024, height: 4032, exif: { ...PHONE, frame: [4032, 3024] } }],
    ['a frame cut by the camera to 16:9', { width: 4032, height: 2268, exif: { ...PHONE, frame: [4032, 3024] } }],
    [
      'a square with the subject in the sensor’s middle',
      { width: 3024, height: 3024, exif: { ...PHONE, subject: [2015, 1511] } },
    ],
  ] as const)('is not %s', async (_, wish) => {
    expect(await codesOf(wish)).toEqual([])
  })
})

describe('photo.screenshot', () => {
  test.each([
    'Screenshot_20240501-083000.jpg',
    'Ảnh chụp màn hình 2024-05-01.jpg',
    'Anh chup man hinh.jpg',
    'Screen Shot 2024.jpg',
  ])('is its name: %s', async name => {
    expect(await codesOf({}, name)).toContain('photo.screenshot')
  })
  test('is what iOS writes', async () => {
    expect(await codesOf({ exif: { userComment: 'Screenshot' } })).toContain('photo.screenshot')
  })
  test.each([
    [1080, 2400],
    [1170, 2532],
  ])('is a screen’s exact width and shape: %i×%i', async (width, height) => {
    expect(await codesOf({ width, height })).toContain('photo.screenshot')
  })
  test.each([
    ['a full-screen camera frame', { width: 4608, height: 1976, exif: PHONE }],
    ['a bare full-screen camera frame', { width: 4608, height: 1976 }],
    ['a camera’s picture of that shape', { width: 2400, height: 1080, exif: PHONE }],
    ['a bare picture of that width', { width: 1080, height: 1440 }],
  ])('is not %s', async (_, wish) => {
    expect(await codesOf(wish)).not.toContain('photo.screenshot')
  })
  test('is not the name of a photo with its camera', async () => {
    expect((await studio.look(await jpeg({ exif: PHONE }), 'Screenshot.jpg')).original).toBe('yes')
  })
})

describe('photo.notCamera and photo.png', () => {
  const picture = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: 'blue' } })
  test.each(['png', 'webp', 'gif'] as const)('a small %s is made by no camera', async format => {
    const { original, evidence } = await studio.look(await picture(1000, 800).toFormat(format).toBuffer())
    expect(original).toBe('no')
    expect(evidence).toContainEqual({
      code: 'photo.notCamera',
      certainty: 'certain',
      values: { format: format.toUpperCase() },
    })
  })
  test('a PNG of camera size may be a conversion', async () => {
    const { codes } = await studio.look(await picture(4000, 3000).png({ compressionLevel: 1 }).toBuffer())
    expect(codes).toEqual(['photo.noExif', 'photo.png'])
  })
  test('a PNG of scanner density may be a scan', async () => {
    const { codes } = await studio.look(await picture(1000, 800).withMetadata({ density: 300 }).png().toBuffer())
    expect(codes).toEqual(['photo.noExif', 'photo.png'])
  })
  test('a PNG with camera data is a doubt', async () => {
    const { original } = await studio.look(
      await picture(1000, 800)
        .withExif({ IFD0: { Make: 'Canon' } })
        .png()
        .toBuffer(),
    )
    expect(original).toBe('doubt')
  })
})

describe('what the file says of a trained model', () => {
  const made = (program: string, ...sourceTypes: readonly string[]) =>
    credentialSegments(credential({ program, sourceTypes }))
  const xmp = (type: string, tool: string) =>
    xmpSegment(`<x xmp:CreatorTool="${tool}" Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/${type}"/>`)
  test.each([
    ['ChatGPT', made('OpenAI_API', 'trainedAlgorithmicMedia')],
    ['Firefly', made('Adobe_Firefly', 'trainedAlgorithmicMedia')],
    ['Microsoft', made('Microsoft_Responsible_AI/1.0', 'trainedAlgorithmicMedia')],
    ['Midjourney, in XMP', [xmp('digitalsourcetype/trainedAlgorithmicMedia', 'Midjourney 6')]],
  ])('a picture made by %s is no photograph', async (_, segments) => {
    const { original, codes } = await studio.look(await jpeg({ segments }))
    expect([original, codes]).toEqual(['no', ['photo.notCamera', 'photo.noExif', 'photo.aiEdited']])
  })
  test.each([
    ['by a camera app, for its zoom', { exif: PHONE, segments: made('Pixel Camera', 'trainedAlgorithmicMedia') }],
    ['by a generator, with a camera’s data', { exif: PHONE, segments: made('OpenAI', 'trainedAlgorithmicMedia') }],
    ['of a part of it', { segments: made('OpenAI', 'compositeWithTrainedAlgorithmicMedia') }],
    ['beside a photograph', { segments: made('OpenAI', 'digitalCapture', 'trainedAlgorithmicMedia') }],
    ['by nobody known', { segments: made('Google C2PA Core Generator Library', 'trainedAlgorithmicMedia') }],
  ])('said %s it is a doubt', async (_, wish) => {
    const { original, codes } = await studio.look(await jpeg(wish))
    expect(original).toBe('doubt')
    expect(codes).toContain('photo.aiEdited')
  })
  test('a camera’s credential of what it took is no evidence', async () => {
    expect(await codesOf({ exif: PHONE, segments: made('Pixel Camera', 'computationalCapture') })).toEqual([])
  })
  test('an editor in a credential is an editor', async () => {
    expect(await codesOf({ exif: PHONE, segments: made('Adobe_Photoshop/25.1', 'digitalCapture') })).toEqual([
      'photo.editor',
    ])
  })
})

describe('photo.noExif of what looks like something in particular', () => {
  test.each([
    ['a picture out of Word', { width: 1430, height: 1073, jfif: [1, 220], encoder: { quality: 85 } }, 'office'],
    ['a scan', { width: 2480, height: 3508, jfif: [1, 200] }, 'scan'],
    ['a messenger’s large copy', { width: 2048, height: 1536, encoder: MESSENGER_ENCODER }, 'messenger'],
    ['an old camera’s picture of that size', { width: 2048, height: 1536 }, undefined],
  ] as const)('%s', async (_, wish, like) => {
    const { original, evidence } = await studio.look(await jpeg(wish))
    expect(original).toBe('doubt')
    expect(evidence).toMatchObject([{ code: 'photo.noExif', values: { data: 'none' } }])
    expect(evidence[0]?.values.like).toBe(like)
  })
  test.each([
    { model: 'Perfection V370', software: 'EPSON Scan' },
    { make: 'Canon', model: 'CanoScan LiDE 110' },
    { model: 'HP ScanJet 3970' },
    { software: 'VueScan 9 x64' },
    { software: 'CamScanner' },
    { fileSource: 2 },
  ])('a scanner’s data %o are no camera’s', async exif => {
    const { original, evidence } = await studio.look(await jpeg({ exif: { ...PHONE, ...exif } }))
    expect([original, evidence[0]?.values]).toEqual(['doubt', { data: 'scanner' }])
  })
})

test('a reading that was stored before a fact was looked for is judged without it', async () => {
  const { facts } = await studio.look(await jpeg({ exif: { ...PHONE, thumbnail: await thumbnail(160, 120) } }))
  const older = JSON.parse(JSON.stringify(facts), (key, value: unknown) =>
    ['credential', 'hasLibjpegLayout', 'isScanned'].includes(key) ? undefined : value,
  )
  expect(older.jpeg).not.toHaveProperty('hasLibjpegLayout')
  expect(judgeOriginal({ facts: older, name: 'IMG_0001.jpg', seen: null })).toEqual({ original: 'yes', evidence: [] })
})

describe('photo.name', () => {
  test.each([
    ['IMG_E1234.JPG', { editedIn: 'iPhone' }],
    ['PXL_20240501_083000-edited.jpg', { editedIn: 'Google Photos' }],
    ['IMG-20240501-WA0003.jpg', { app: 'WhatsApp' }],
  ])('%s', async (name, values) => {
    const { evidence } = await studio.look(await jpeg({ exif: PHONE }), name)
    expect(evidence).toEqual([{ code: 'photo.name', certainty: 'doubt', values }])
  })
  test('a camera’s own name is none', async () => {
    expect(await codesOf({ exif: PHONE }, 'IMG_1234.JPG')).toEqual([])
  })
})

describe('photo.thumb', () => {
  test.each([
    ['16:9 thumbnail, 4:3 picture', 4032, 3024, 160, 90, ['photo.thumb']],
    ['4:3 thumbnail, nearly square picture', 3000, 2800, 160, 120, ['photo.thumb']],
    ['4:3 thumbnail with bars, 3:2 picture', 6000, 4000, 160, 120, []],
    ['4:3 thumbnail with bars, 16:9 picture', 4000, 2250, 160, 120, []],
    ['thumbnail of a turned picture', 3024, 4032, 160, 120, []],
    ['thumbnail rounded to blocks', 3072, 4080, 372, 494, []],
  ])('%s', async (_, width, height, across, down, codes) => {
    expect(await codesOf({ width, height, exif: { ...PHONE, thumbnail: await thumbnail(across, down) } })).toEqual(
      codes,
    )
  })
})

describe('photo.thumb by what picture and thumbnail show', () => {
  /** A photo of this picture with this thumbnail, as a camera writes them. */
  async function photo(picture: Sharp, shown: Sharp): Promise<Buffer> {
    const encoded = await picture.jpeg(CAMERA_ENCODER).toBuffer()
    const { width = 0, height = 0 } = await sharp(encoded).metadata()
    const small = await shown.resize(160, 120, { fit: 'contain', background: 'black' }).jpeg(CAMERA_ENCODER).toBuffer()
    const exif = exifBlock({
      ...PHONE,
      takenAt: '2010:05:01 08:30:00',
      pixelX: width,
      pixelY: height,
      thumbnail: small,
    })
    return Buffer.concat([encoded.subarray(0, 2), exifSegment(exif), encoded.subarray(2)])
  }
  const part = { left: 60, top: 45, width: 1080, height: 810 }
  test.each([
    ['the same picture', () => photo(scene(1), scene(1)), []],
    ['one made brighter', () => photo(scene(1).modulate({ brightness: 1.2 }), scene(1)), []],
    ['one turned without its thumbnail', () => photo(scene(1).rotate(90), scene(1)), []],
    ['one mirrored as selfies are', () => photo(scene(1).flop(), scene(1)), []],
    ['bars about a wide one', () => photo(scene(1, 1200, 675), scene(1, 1200, 675)), []],
    ['bars about one that stands', () => photo(scene(1, 900, 1200), scene(1, 900, 1200)), []],
    ['a dark frame', () => photo(scene(1).linear(0.01), scene(2).linear(0.01)), []],
    ['a part of it', () => photo(scene(1).extract(part), scene(1)), ['photo.thumb']],
    ['another picture', () => photo(scene(2), scene(1)), ['photo.thumb']],
  ])('%s', async (_, make, codes) => {
    expect((await studio.lookClosely(await make())).codes).toEqual(codes)
  })
  test.each([
    ['is no picture', async () => Buffer.from('no picture')],
    ['is cut', async () => (await scene(1).resize(160, 120).jpeg(CAMERA_ENCODER).toBuffer()).subarray(0, 1500)],
    ['claims to be of 2,700 megapixels', () => jpeg({ width: 60_000, height: 45_000 })],
  ])('a thumbnail that %s says nothing of the picture', async (_, make) => {
    const encoded = await scene(1).jpeg(CAMERA_ENCODER).toBuffer()
    const exif = exifSegment(exifBlock({ ...PHONE, takenAt: '2010:05:01 08:30:00', thumbnail: await make() }))
    const sent = Buffer.concat([encoded.subarray(0, 2), exif, encoded.subarray(2)])
    expect((await studio.lookClosely(sent)).codes).toEqual([])
  })
})

describe('doubts from how a photo with camera data is written', () => {
  const canon = { make: 'Canon', model: 'EOS R6', takenAt: '2024:05:01 08:30:00', makerNote: true }
  test.each([
    ['photo.progressive', { encoder: { ...CAMERA_ENCODER, progressive: true }, exif: PHONE }],
    ['photo.resaved', { encoder: { quality: 92 }, jfif: [0, 1], exif: { ...PHONE, makerNote: false } }],
    ['photo.resaved', { encoder: { quality: 92, chromaSubsampling: '4:2:0' }, jfif: [0, 1], exif: canon }],
    ['photo.lowQuality', { encoder: { quality: 75 }, exif: PHONE }],
    ['photo.smallForYear', { width: 1600, height: 1200, exif: PHONE }],
    ['photo.smallForYear', { width: 1600, height: 1200, exif: canon }],
  ] as const)('%s %o', async (code, wish) => {
    const { original, codes } = await studio.look(await jpeg(wish))
    expect([original, codes]).toEqual(['doubt', [code]])
  })
  test('photo.resaved beside a thumbnail with the camera’s own table', async () => {
    const own = await sharp({ create: { width: 160, height: 120, channels: 3, background: 'red' } })
      .jpeg(CAMERA_ENCODER)
      .toBuffer()
    const exif = { ...PHONE, thumbnail: own }
    expect(await codesOf({ encoder: { quality: 92 }, exif })).toEqual(['photo.resaved'])
    expect(await codesOf({ encoder: { quality: 96 }, exif })).toEqual([])
    expect(await codesOf({ exif })).toEqual([])
  })
  test('photo.resaved in libjpeg’s layout beside a thumbnail in the camera’s', async () => {
    const exif = { ...PHONE, thumbnail: await jpeg({ encoder: { quality: 97 }, width: 160, height: 120 }) }
    const encoder = { quality: 97 }
    expect(await codesOf({ encoder, layout: 'libjpeg', exif })).toEqual(['photo.resaved'])
    expect(await codesOf({ encoder, exif })).toEqual([])
    expect(await codesOf({ layout: 'libjpeg', exif }), 'turned without loss').toEqual([])
  })
  test.each([
    ['library', { exif: PHONE, layout: 'libjpeg', encoder: { quality: 95 } }],
    ['library', { exif: { ...PHONE, makerNote: false }, jfif: [0, 1], encoder: { quality: 97 } }],
    ['maker', { exif: { ...PHONE, make: 'Apple' }, encoder: { quality: 97 } }],
    ['maker', { exif: canon, jfif: [0, 1], encoder: { quality: 97, chromaSubsampling: '4:2:0' } }],
  ] as const)('photo.resaved by what the %s writes', async (sign, wish) => {
    const { evidence } = await studio.look(await jpeg(wish))
    expect(evidence).toMatchObject([{ code: 'photo.resaved', values: { sign } }])
  })
  test.each([
    ['an iPhone’s own tables, whoever laid them out', { exif: { ...PHONE, make: 'Apple' }, layout: 'libjpeg' }],
    ['a phone that goes through libjpeg at its best', { exif: PHONE, layout: 'libjpeg', encoder: { quality: 98 } }],
    ['a phone that writes libjpeg’s tables', { encoder: { quality: 95 }, exif: { ...PHONE, makerNote: false } }],
    ['a phone with a JFIF header', { jfif: [0, 1], exif: { ...PHONE, makerNote: false } }],
    [
      'a Kodak with both and its maker note',
      { encoder: { quality: 90 }, jfif: [0, 1], exif: { ...PHONE, make: 'JK Imaging, Ltd.' } },
    ],
    [
      'a small photo of a small camera',
      { width: 1296, height: 968, exif: { ...PHONE, takenAt: '2011:01:13 14:33:39' } },
    ],
    [
      'a camera whose clock was never set',
      { width: 1600, height: 1200, exif: { ...canon, takenAt: '2001:01:01 00:00:00' } },
    ],
  ] as const)('none for %s', async (_, wish) => {
    expect(await codesOf(wish)).toEqual([])
  })
})

test('damage to the header never makes a copy of an original', async () => {
  const whole = [
    await jpeg({
      exif: { ...PHONE, pixelX: 1600, pixelY: 1200 },
      width: 1600,
      height: 1200,
      encoder: MESSENGER_ENCODER,
    }),
    heic({ exif: PHONE }),
  ]
  const damage = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 16, max: 400 }),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...whole),
      damage,
      fc.constantFrom(0, 255),
      async (bytes, { at, length }, byte) => {
        const broken = Buffer.from(bytes)
        const start = 16 + Math.floor(at * (bytes.length - 16))
        expect((await studio.look(broken.fill(byte, start, Math.min(start + length, bytes.length)))).original).not.toBe(
          'no',
        )
      },
    ),
    { numRuns: 500 },
  )
})

test('a photo cut anywhere is never a copy', async () => {
  const exif = exifSegment(Buffer.alloc(0))
  const bytes = await jpeg({ exif: PHONE, segments: [exif], width: 1600, height: 1200, encoder: MESSENGER_ENCODER })
  for (let length = 4; length < bytes.length; length += 7) {
    expect((await studio.look(bytes.subarray(0, length))).original, `${length}`).not.toBe('no')
  }
})
