import type { Content } from '../../src/domain.ts'

/** Contents as lines a test can compare: what each is, why it stayed closed, its folders and name. */
export const told = (contents: readonly Content[]): readonly string[] =>
  contents.map(content => {
    const why = content.kind === 'closed' ? ` (${content.why})` : ''
    return `${content.kind}${why} ${[...content.file.folders, content.file.name].join('/')}`
  })
