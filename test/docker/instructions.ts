import { readFile } from 'node:fs/promises'

/** One instruction of a Dockerfile: `RUN`, what follows it, with continued lines joined. */
export interface Instruction {
  readonly name: string
  readonly rest: string
}

/** The stages of a Dockerfile, each from its FROM on. */
export async function readStages(path: string): Promise<readonly (readonly Instruction[])[]> {
  const text = (await readFile(path, 'utf8')).replace(/^#.*\n/gm, '').replace(/\\\n/g, ' ')
  const stages: Instruction[][] = []
  for (const line of text.split('\n').filter(line => line.trim() !== '')) {
    const [, name = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? []
    if (name === 'FROM') stages.push([])
    stages.at(-1)?.push({ name, rest: rest.replace(/\s+/g, ' ').trim() })
  }
  return stages
}
