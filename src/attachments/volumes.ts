import type { MailFile } from '../domain.ts'

/** An archive that may lie in several files: the one that is opened, and the others in their order. */
export interface Volumes {
  readonly first: MailFile
  readonly rest: readonly MailFile[]
}

/** How programs name the parts of an archive, and which of them is opened. */
const SCHEMES: readonly { readonly name: RegExp; readonly isFirst: (number: number) => boolean }[] = [
  // WinRAR, and every program that cuts a file into pieces.
  { name: /^(.*)\.part(\d{1,4})\.rar$/i, isFirst: number => number === 1 },
  { name: /^(.*\.(?:zip|7z|rar|tar))\.(\d{3})$/i, isFirst: number => number === 1 },
  // WinRAR before version 3, and WinZip: the rest is numbered, the file under the usual name is opened.
  { name: /^(.*)\.(?:r(\d\d)|rar)$/i, isFirst: Number.isNaN },
  { name: /^(.*)\.(?:z(\d\d)|zip)$/i, isFirst: Number.isNaN },
]

/** The files of one folder or mail with the parts of an archive put together; a part whose first is not there stays alone. */
export function gatherVolumes(list: readonly MailFile[]): readonly Volumes[] {
  const taken = new Set<MailFile>()
  const firstWith = new Map<MailFile, readonly MailFile[]>()
  for (const { name, isFirst } of SCHEMES) {
    for (const parts of Map.groupBy(
      list.filter(file => !taken.has(file) && !firstWith.has(file) && name.test(file.name)),
      baseBy(name),
    ).values()) {
      const first = parts.find(part => isFirst(numberBy(name)(part)))
      if (first === undefined || parts.length === 1) continue
      const others = parts.filter(part => !isFirst(numberBy(name)(part)))
      const rest = others.sort((one, other) => numberBy(name)(one) - numberBy(name)(other))
      firstWith.set(first, rest)
      for (const part of rest) taken.add(part)
    }
  }
  return list.filter(file => !taken.has(file)).map(first => ({ first, rest: firstWith.get(first) ?? [] }))
}

const baseBy =
  (name: RegExp) =>
  (file: MailFile): string => {
    const [, base = ''] = name.exec(file.name) ?? []
    return [...file.folders, base.toLowerCase()].join('/')
  }

const numberBy =
  (name: RegExp) =>
  (file: MailFile): number =>
    Number(name.exec(file.name)?.[2] ?? Number.NaN)

/** Pieces that make the archive when they are put one after the other. */
export const isCut = ({ name }: MailFile): boolean => /\.\d{3}$/.test(name)

/** The ending by which a program finds the other parts, or knows what a file of one format is. */
export const volumeEnding = ({ name }: MailFile): string =>
  /(\.part\d{1,4}\.rar|\.(?!\d+$)\w{1,4})$/i.exec(name)?.[0].toLowerCase() ?? ''
