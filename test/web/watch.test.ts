import { expect, test } from 'vitest'
import type { HealthProblem, ServiceStatus } from '../../src/domain.ts'
import { watchRoutes } from '../../src/web/watch.ts'

const status: ServiceStatus = {
  mails: { seen: 7, filed: 6, contributions: 4, others: 2, newest: new Date('2026-03-02T03:00:00Z') },
  submissions: { waiting: 2, incomplete: 1, accepted: 4, published: 9, declined: 3, judging: 0 },
  replies: { sent: 3, unsure: 1 },
  rows: { due: 1, waiting: 2, stuck: 0 },
  lastContact: null,
  lastReply: null,
}

function watch(problems: readonly HealthProblem[]) {
  return watchRoutes({
    health: async () => problems,
    status: async () => {
      if (problems.includes('database')) throw new Error('no database')
      return status
    },
    freeBytes: async () => 0,
  })
}

test('a service that is well says so, and counts for Prometheus', async () => {
  const app = watch([])
  const health = await app.request('/health')
  expect(health.status).toBe(200)
  expect(await health.json()).toEqual({ live: true, ready: true, wrong: [] })
  const text = await (await app.request('/metrics')).text()
  expect(text.split('\n')).toEqual(
    expect.arrayContaining([
      'tinbai_ready 1',
      'tinbai_mails{state="contribution"} 4',
      'tinbai_mails{state="unfiled"} 1',
      'tinbai_submissions{state="incomplete"} 1',
      'tinbai_replies{state="unsure"} 1',
      'tinbai_steps{state="stuck"} 0',
    ]),
  )
})

test('a service without its database says so in words, and its metrics still answer', async () => {
  const app = watch(['database'])
  const health = await app.request('/health')
  expect(health.status).toBe(503)
  expect(await health.json()).toMatchObject({
    live: true,
    ready: false,
    wrong: [expect.stringContaining('PostgreSQL')],
  })
  const metrics = await app.request('/metrics')
  expect(metrics.status).toBe(200)
  expect(await metrics.text()).toContain('tinbai_ready 0')
})
