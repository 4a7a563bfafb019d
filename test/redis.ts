import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { temporaryFolder } from './folder.ts'
import { freePort } from './port.ts'
import { eventually } from './service.ts'
import { program } from './system.ts'

/** A real Redis on loopback. */
export interface RedisServer extends AsyncDisposable {
  readonly url: string
  /** Runs one command, as an operator would. */
  ask(command: string, ...values: readonly string[]): Promise<unknown>
  /** SIGKILL, as when the machine fails. */
  kill(): Promise<void>
  start(): Promise<void>
}

/** @param policy what it does when it is full */
export async function startRedis(policy = 'noeviction'): Promise<RedisServer> {
  const folder = await temporaryFolder()
  const socket = join(folder.path, 'socket')
  const port = await freePort()
  const options = ['--bind', '127.0.0.1', '--port', String(port), '--unixsocket', socket, '--dir', folder.path]
  const durable = ['--save', '', '--appendonly', 'yes', '--maxmemory-policy', policy]
  let stop = async (_signal: NodeJS.Signals): Promise<void> => undefined

  async function ask(command: string, ...values: readonly string[]): Promise<unknown> {
    const redis = new Redis(socket, { retryStrategy: () => null })
    redis.on('error', () => undefined)
    try {
      return await redis.call(command, ...values)
    } finally {
      redis.disconnect()
    }
  }

  async function start(): Promise<void> {
    const child = spawn(program('redis-server'), [...options, ...durable], { stdio: 'ignore' })
    stop = async signal => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill(signal)
      await once(child, 'exit')
    }
    await eventually(() => ask('PING').catch(() => null))
  }

  await start()
  return {
    url: `redis://127.0.0.1:${port}`,
    ask,
    kill: () => stop('SIGKILL'),
    start,
    async [Symbol.asyncDispose]() {
      await stop('SIGTERM')
      await folder[Symbol.asyncDispose]()
    },
  }
}
