import { Hono } from 'hono'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { healthText } from '../../templates/health.ts'
import { statusPage } from '../../templates/pages/status.ts'
import type { HealthProblem, ServiceStatus } from '../domain.ts'
import { type Context, frameOf } from './frame.ts'
import type { SignedIn } from './session.ts'

/** What programs that watch over a service are told; given by `main.ts`. */
export interface Watched {
  /** Empty when all is well. */
  health(): Promise<readonly HealthProblem[]>
  status(): Promise<ServiceStatus>
  /** Room where files come in. */
  freeBytes(): Promise<number>
}

/** The same for editors, in a page. */
export function statusRoutes(context: Context, watched: Watched): Hono<SignedIn> {
  const app = new Hono<SignedIn>()
  app.get('/trang-thai', async c => {
    const [problems, status, free] = await Promise.all([watched.health(), watched.status(), watched.freeBytes()])
    return c.html(statusPage(await frameOf(context, c.get('editor')), problems, status, free))
  })
  return app
}

/** `/health` for supervisors and `/metrics` for Prometheus: counts and states, no personal data. */
export function watchRoutes(watched: Watched): Hono {
  const metrics = new Registry()
  collectDefaultMetrics({ register: metrics })
  const gauges = counts(metrics)
  const app = new Hono()
  app.get('/health', async c => {
    const problems = await watched.health()
    const ready = problems.length === 0
    return c.json({ live: true, ready, wrong: problems.map(problem => healthText[problem]) }, ready ? 200 : 503)
  })
  app.get('/metrics', async c => {
    const problems = await watched.health()
    gauges.show('tinbai_ready', { '': problems.length === 0 ? 1 : 0 })
    // Without the database there are no counts; what the process itself is like is told all the same.
    if (!problems.includes('database')) show(gauges, await watched.status())
    return c.body(await metrics.metrics(), 200, { 'Content-Type': metrics.contentType })
  })
  return app
}

function show(gauges: Gauges, { mails, submissions, replies, rows }: ServiceStatus): void {
  gauges.show('tinbai_mails', {
    contribution: mails.contributions,
    other: mails.others,
    unfiled: mails.seen - mails.filed,
  })
  gauges.show('tinbai_newest_mail_seconds', { '': (mails.newest?.getTime() ?? 0) / 1000 })
  gauges.show('tinbai_submissions', submissions)
  gauges.show('tinbai_replies', replies)
  gauges.show('tinbai_steps', rows)
}

const HELP = {
  tinbai_ready: '1 when all that the service needs is there',
  tinbai_mails: 'Mails kept, by where they were filed',
  tinbai_newest_mail_seconds: 'When the newest mail was kept, Unix time',
  tinbai_submissions: 'Submissions by state',
  tinbai_replies: 'Replies by state of the outbox',
  tinbai_steps: 'Steps to be done now, later, and those that wait for a person',
}

interface Gauges {
  /** Sets a gauge by its label `state`; "" where it has none. What is not named is gone. */
  show(name: keyof typeof HELP, values: Readonly<Record<string, number>>): void
}

function counts(metrics: Registry): Gauges {
  const gauges = new Map(
    Object.entries(HELP).map(([name, help]) => [
      name,
      new Gauge({ name, help, labelNames: ['state'], registers: [metrics] }),
    ]),
  )
  return {
    show(name, values) {
      const gauge = gauges.get(name)
      gauge?.reset()
      for (const [state, value] of Object.entries(values)) gauge?.set(state === '' ? {} : { state }, value)
    },
  }
}
