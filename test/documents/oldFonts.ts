import { TCVN3 } from '../../src/documents/tcvn3.ts'
import { VNI } from '../../src/documents/vni.ts'

/** Text as it was typed before Unicode; letters that an encoding does not have stay. TCVN3 has no toned capitals. */
export const toTcvn3 = (text: string): string => [...text].map(letter => OLD_TCVN3.get(letter) ?? letter).join('')
export const toVni = (text: string): string => [...text].map(letter => OLD_VNI.get(letter) ?? letter).join('')

/** Where a letter has two forms, the first one is what keyboards wrote. */
const inverse = (table: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...table].map(([old, letter]) => [letter, old] as const).reverse())

const OLD_TCVN3 = inverse(TCVN3)
const OLD_VNI = inverse(VNI)
