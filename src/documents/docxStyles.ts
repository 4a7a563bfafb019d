import { readXml, type Tag } from './xml.ts'

/** Properties of text as one element sets them; what it does not set comes from the style below it. */
export interface RunProperties {
  font?: string
  bold?: boolean
  hidden?: boolean
  listed?: boolean
}

/** Styles of a .docx (ECMA-376 part 1, §17.7), each with those it is based on. */
export interface Styles {
  /** Of a paragraph with this style, or with none: with the defaults of the document. */
  paragraph(id: string | null): Readonly<RunProperties>
  /** Of a run with this style: only what the style itself sets. */
  run(id: string | null): Readonly<RunProperties>
}

/** Styles build on each other no deeper than Word's own limit allows; a circle ends here too. */
const MAX_BASED_ON = 11

interface Definition {
  readonly basedOn: string | null
  readonly own: RunProperties
}

/** @param bytes `styles.xml`; null if there is none */
export function readStyles(bytes: Uint8Array | null): Styles {
  const definitions = new Map<string, Definition>()
  const defaults: RunProperties = {}
  let usual: string | null = null
  let own: RunProperties | null = null
  let id = ''
  if (bytes !== null)
    readXml(bytes, {
      open(tag) {
        if (tag.name === 'w:rPrDefault') own = defaults
        else if (tag.name === 'w:style') {
          own = {}
          id = tag.get('styleId') ?? ''
          definitions.set(id, { basedOn: null, own })
          if (tag.get('type') === 'paragraph' && isOn(tag.get('default') ?? '0')) usual = id
        } else if (tag.name === 'w:basedOn' && own !== null) definitions.set(id, { basedOn: tag.get('val'), own })
        else if (own !== null) readProperty(tag, own)
      },
      close(name) {
        if (name === 'w:style' || name === 'w:rPrDefault') own = null
      },
    })
  const resolve = (style: string | null, depth: number): RunProperties => {
    const definition = style === null ? undefined : definitions.get(style)
    if (definition === undefined || depth > MAX_BASED_ON) return {}
    return { ...resolve(definition.basedOn, depth + 1), ...definition.own }
  }
  return { paragraph: style => ({ ...defaults, ...resolve(style ?? usual, 0) }), run: style => resolve(style, 0) }
}

/** Takes over what an element inside `w:rPr` or `w:pPr` says; other elements say nothing that matters here. */
export function readProperty(tag: Tag, into: RunProperties): void {
  if (tag.name === 'w:rFonts') {
    const font = tag.get('hAnsi') ?? tag.get('ascii')
    if (font !== null) into.font = font
  } else if (tag.name === 'w:b') into.bold = isOn(tag.get('val'))
  else if (tag.name === 'w:vanish') into.hidden = isOn(tag.get('val'))
  else if (tag.name === 'w:numId') into.listed = tag.get('val') !== '0'
}

/** ST_OnOff: an element without a value means "on". */
export const isOn = (value: string | null): boolean => value === null || !/^(0|false|off|none)$/i.test(value)
