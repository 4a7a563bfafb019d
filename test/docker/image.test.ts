import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readStages } from './instructions.ts'

const ROOT = join(import.meta.dirname, '../..')
const stages = await readStages(join(ROOT, 'Dockerfile'))
const last = stages.at(-1) ?? []
const restOf = (name: string): readonly string[] => last.filter(one => one.name === name).map(({ rest }) => rest)

test('the image runs as an ordinary user, keeps its data in a volume and tells how it is', () => {
  expect(restOf('USER')).toEqual(['node'])
  expect(restOf('VOLUME')).toEqual(['/data'])
  expect(restOf('HEALTHCHECK').join()).toContain('/health')
  expect(restOf('CMD')).toEqual(['["node", "src/main.ts"]'])
})

test('every base image names its major version, and development packages stay out', () => {
  const bases = stages.map(([from]) => from?.rest ?? '')
  for (const base of bases) expect(base).toMatch(/^node:26-[a-z]+-slim( AS \w+)?$/)
  expect(stages.flat().filter(({ name, rest }) => name === 'RUN' && rest.includes('npm ci --omit=dev'))).toHaveLength(1)
})

test('all that is copied is there, and only that reaches the build', async () => {
  const copied = stages
    .flat()
    .filter(({ name, rest }) => name === 'COPY' && !rest.includes('--from='))
    .flatMap(({ rest }) => rest.split(' ').slice(0, -1))
  const allowed = (await readFile(join(ROOT, '.dockerignore'), 'utf8')).trim().split('\n')
  expect(allowed[0]).toBe('**')
  expect(allowed.slice(1).sort()).toEqual([...new Set(copied)].map(name => `!${name}`).sort())
  for (const name of copied) expect(existsSync(join(ROOT, name)), name).toBe(true)
})
