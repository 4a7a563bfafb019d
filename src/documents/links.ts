import type { Link } from '../domain.ts'

/** Links far more than any article holds. */
const MAX_LINKS = 1000

/** Gathers the targets of a document's links and what a person sees of each, while its text goes by. */
export class LinkReader {
  readonly found: Link[] = []
  readonly #open: { readonly url: string | null; text: string }[] = []

  /** @param url null where the format knows no target: its text is no link */
  open(url: string | null): void {
    this.#open.push({ url, text: '' })
  }

  text(text: string): void {
    for (const link of this.#open) link.text += text
  }

  close(): void {
    const link = this.#open.pop()
    if (link?.url) this.add(link.url, link.text)
  }

  add(url: string, text: string): void {
    if (this.found.length < MAX_LINKS) this.found.push({ url: url.trim(), text: text.trim().normalize('NFC') })
  }
}

/** `HYPERLINK "https://…" \\o "…"`, the code of a field (ECMA-376 part 1, §17.16.5.25; the same in .doc and RTF). */
const HYPERLINK = /^\s*HYPERLINK\s+(?:\\[lmt]\s+)*(?:"([^"]*)"|([^\s\\"]+))/i

/** Fields: a code that is no text, then its result, which is. They nest in both. */
export class FieldReader {
  readonly #links: LinkReader
  readonly #open: { code: string; inResult: boolean }[] = []

  constructor(links: LinkReader) {
    this.#links = links
  }

  begin(): void {
    this.#open.push({ code: '', inResult: false })
  }

  code(text: string): void {
    const field = this.#open.at(-1)
    if (field !== undefined && !field.inResult) field.code += text
  }

  separate(): void {
    const field = this.#open.at(-1)
    if (field === undefined || field.inResult) return
    field.inResult = true
    const [, quoted, bare] = HYPERLINK.exec(field.code) ?? []
    this.#links.open(quoted ?? bare ?? null)
  }

  end(): void {
    if (this.#open.pop()?.inResult) this.#links.close()
  }

  /** A paragraph ends: no code goes on in the next one, and one that never ended must not swallow the rest. */
  endParagraph(): void {
    while (this.#open.at(-1)?.inResult === false) this.#open.pop()
  }

  /** What comes now belongs to the code of a field. */
  get inCode(): boolean {
    return this.#open.some(field => !field.inResult)
  }

  /** What comes now is the result of a field inside the code of another one. */
  get inOuterCode(): boolean {
    return this.#open.slice(0, -1).some(field => !field.inResult)
  }
}
