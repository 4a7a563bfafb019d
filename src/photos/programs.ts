import type { PhotoFacts } from '../domain.ts'

/** A program by the name it writes into a photo. */
export interface Program {
  readonly name: string
  readonly pattern: RegExp
}

/**
 * The first program of a list that a photo names anywhere, as written if short, else by its plain name; null if none.
 * A list of names, never "unknown = editor": cameras write firmware versions, and camera apps their own name.
 */
export function programIn(facts: PhotoFacts, programs: readonly Program[]): string | null {
  const makers = facts.exif.make ?? ''
  for (const text of programTexts(facts)) {
    const program = programs.find(({ pattern }) => pattern.test(text) && !pattern.test(makers))
    if (program !== undefined) return text.length <= LONGEST_SHOWN ? text : program.name
  }
  return null
}

const LONGEST_SHOWN = 40

/** Where programs write their names. */
function programTexts({ exif, xmp, credential, jpeg }: PhotoFacts): readonly string[] {
  const written = [exif.software, exif.processingSoftware, xmp.creatorTool, ...xmp.softwareAgents, jpeg?.comment]
  const texts = [...written, ...(credential?.programs ?? [])]
  return texts.filter(text => typeof text === 'string')
}

/** Programs that change a picture or its size. Adobe's developing tools are called Photoshop too, and are not meant. */
export const EDITORS: readonly Program[] = [
  { name: 'Photoshop', pattern: /\bphotoshop\b(?! (?:lightroom|camera raw|album))/i },
  { name: 'Adobe Bridge', pattern: /\badobe bridge\b/i },
  { name: 'Fireworks', pattern: /\bfireworks\b/i },
  { name: 'GIMP', pattern: /\bgimp\b/i },
  { name: 'Snapseed', pattern: /\bsnapseed\b/i },
  { name: 'Picasa', pattern: /\bpicasa\b/i },
  { name: 'PicsArt', pattern: /\bpics ?art\b/i },
  { name: 'Canva', pattern: /\bcanva\b/i },
  { name: 'Meitu', pattern: /\bmeitu/i },
  { name: 'BeautyPlus', pattern: /\bbeauty ?plus\b/i },
  { name: 'Ulike', pattern: /\bulike\b/i },
  { name: 'Facetune', pattern: /\bfacetune/i },
  { name: 'VSCO', pattern: /\bvsco/i },
  { name: 'Fotor', pattern: /\bfotor\b/i },
  { name: 'Pixlr', pattern: /\bpixlr\b/i },
  { name: 'Paint.NET', pattern: /\bpaint\.net\b/i },
  { name: 'PhotoScape', pattern: /\bphoto ?scape\b/i },
  { name: 'Polarr', pattern: /\bpolarr\b/i },
  { name: 'ACDSee', pattern: /\bacdsee\b|\bacd systems\b/i },
  { name: 'IrfanView', pattern: /\birfanview\b/i },
  { name: 'XnView', pattern: /\bxnview/i },
  { name: 'ImageMagick', pattern: /\bimagemagick\b/i },
  { name: 'Corel PaintShop', pattern: /\bcorel\b|\bpaint ?shop\b/i },
  { name: 'Luminar', pattern: /\bluminar\b/i },
  { name: 'Remini', pattern: /\bremini\b/i },
  { name: 'Lightleap', pattern: /\blightleap\b/i },
]

/** Programs that develop raw pictures, or write their name after a mere rotation or tag. */
export const DEVELOPERS: readonly Program[] = [
  { name: 'Lightroom', pattern: /\blightroom\b/i },
  { name: 'Camera Raw', pattern: /\bcamera raw\b/i },
  { name: 'Capture One', pattern: /\bcapture one\b/i },
  { name: 'darktable', pattern: /\bdarktable\b/i },
  { name: 'Digital Photo Professional', pattern: /\bdigital photo professional\b|\bdpp\b/i },
  { name: 'ViewNX', pattern: /\bviewnx\b/i },
  { name: 'FinePixViewer', pattern: /\bfinepix ?viewer\b/i },
  { name: 'Windows', pattern: /\b(?:microsoft|windows)\b.{0,20}\bphoto\b|\bphoto (?:viewer|gallery|editor)\b/i },
  { name: 'Apple Photos', pattern: /^(?:apple )?photos \d/i },
]

/** Services that make whole pictures, by what they write into a content credential. Google's name there is its cameras' too. */
export const GENERATORS: readonly Program[] = [
  { name: 'ChatGPT', pattern: /\b(?:openai|chatgpt|dall[ ·.-]?e|gpt-(?:4o|image)|sora)\b/i },
  { name: 'Adobe Firefly', pattern: /\bfirefly\b/i },
  { name: 'Microsoft', pattern: /\bmicrosoft responsible ai\b|\bimage creator\b|\bmicrosoft designer\b/i },
  { name: 'Google Gemini', pattern: /\b(?:gemini|imagen)\b/i },
  { name: 'Meta AI', pattern: /\bmeta ai\b/i },
  { name: 'Midjourney', pattern: /\bmidjourney\b/i },
  { name: 'Stable Diffusion', pattern: /\bstab(?:le diffusion|ility ai)\b/i },
  { name: 'Ideogram', pattern: /\bideogram\b/i },
  { name: 'Leonardo', pattern: /\bleonardo\.?ai\b/i },
  { name: 'Grok', pattern: /\b(?:grok|xai)\b/i },
]

/** Scanners and programs that scan, by model or software: EPSON Scan, HP ScanJet, CanoScan, VueScan, CamScanner. */
const SCANNERS =
  /(?:\b|cam|cano|office|silver|vue)scan(?:ner|jet|snap|gear|\b)|\b(?:lide|perfection|naps2|(?:office|microsoft) lens)\b/i

export function isOfScanner({ exif }: PhotoFacts): boolean {
  return exif.isScanned || [exif.model, exif.software, exif.processingSoftware].some(text => SCANNERS.test(text ?? ''))
}
