import { Redis } from 'ioredis'

const CONNECT_MILLISECONDS = 5000

/**
 * Asks a Redis, or a Valkey, whether jobs are safe there: one that throws keys away when it is full would throw away
 * jobs half way (BullMQ's guide "Going to production").
 *
 * @throws with a sentence for the operator; the address is not in it, since it may hold a password
 */
export async function reachRedis(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: CONNECT_MILLISECONDS, retryStrategy: () => null })
  let cause: unknown
  redis.on('error', error => {
    cause = error
  })
  try {
    const memory = await redis
      .connect()
      .then(() => redis.info('memory'))
      .catch(error => {
        throw new Error(
          `REDIS_URL: no Redis can be used there (${codeOf(cause ?? error)}). Example: redis://host:6379`,
          {
            cause: cause ?? error,
          },
        )
      })
    const [, policy = 'noeviction'] = /^maxmemory_policy:(\S+)/m.exec(memory) ?? []
    if (policy !== 'noeviction') {
      throw new Error(
        `REDIS_URL: this Redis throws keys away when it is full (${policy}), and jobs with them. Set there: maxmemory-policy noeviction`,
      )
    }
  } finally {
    redis.disconnect()
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error
    ? ((error as NodeJS.ErrnoException).code ?? error.message.split(' ')[0] ?? error.name)
    : 'unknown'
