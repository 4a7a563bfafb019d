import { readFileSync } from 'node:fs'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that start services take longest: begun first, none of them is alone at the end. */
export class ServicesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const slow = new Set(
      sorted.filter(({ moduleId }) => /serviceFolder|openHouse/.test(readFileSync(moduleId, 'utf8'))),
    )
    return [...slow, ...sorted.filter(file => !slow.has(file))]
  }
}
