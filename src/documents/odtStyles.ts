import type { Tag, XmlEvents } from './xml.ts'

/** Properties of text; what a style does not set comes from the one it is based on. */
export interface OdtProperties {
  font?: string
  bold?: boolean
  hidden?: boolean
}

/** Styles build on each other no deeper than this; a circle ends here too. */
const MAX_BASED_ON = 20

interface Definition {
  readonly parent: string | null
  readonly own: OdtProperties
}

/** Gathers styles and fonts while a part of the package goes by (ODF 1.2 part 1, §16 and §20). */
export class OdtStyles implements XmlEvents {
  readonly #styles = new Map<string, Definition>()
  readonly #fonts = new Map<string, string>()
  #own: OdtProperties | null = null

  open(tag: Tag): void {
    if (tag.name === 'style:font-face') this.#fonts.set(tag.get('name') ?? '', familyOf(tag.get('font-family') ?? ''))
    else if (tag.name === 'style:style' || tag.name === 'style:default-style') this.#define(tag)
    else if (tag.name === 'style:text-properties' && this.#own !== null) this.#read(tag, this.#own)
  }

  close(name: string): void {
    if (name === 'style:style' || name === 'style:default-style') this.#own = null
  }

  /** @param family "paragraph" or "text" */
  of(family: string, name: string | null, depth = 0): OdtProperties {
    const key = name === null ? family : `${family} ${name}`
    const definition = this.#styles.get(key)
    if (definition === undefined) return name === null || family === 'text' ? {} : this.of(family, null)
    if (name === null || depth > MAX_BASED_ON) return definition.own
    const base = definition.parent === null && family === 'text' ? {} : this.of(family, definition.parent, depth + 1)
    return { ...base, ...definition.own }
  }

  #define(tag: Tag): void {
    const family = tag.get('family') ?? ''
    const key = tag.name === 'style:default-style' ? family : `${family} ${tag.get('name') ?? ''}`
    this.#own = {}
    this.#styles.set(key, { parent: tag.get('parent-style-name'), own: this.#own })
  }

  #read(tag: Tag, own: OdtProperties): void {
    const font = tag.get('font-name')
    const family = tag.get('font-family')
    if (family !== null) own.font = familyOf(family)
    else if (font !== null) own.font = this.#fonts.get(font) ?? font
    const weight = tag.get('font-weight')
    if (weight !== null) own.bold = /^(bold|[6-9]00)$/.test(weight)
    const display = tag.get('display')
    if (display !== null) own.hidden = display === 'none'
  }
}

const familyOf = (family: string): string => family.replace(/^['"]|['"]$/g, '')
