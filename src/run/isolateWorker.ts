import { enableCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import type { Place } from './isolate.ts'

enableCompileCache()

/** The inside of a worker of `isolate.ts`: imports the named function, calls it with this worker's `Files`, answers. */
const { module, name, input: place } = workerData as Place & { input: readonly unknown[] }
const files = (await load({ module, name }))(...place)

parentPort?.on('message', async ({ place, input }: { place: Place; input: readonly unknown[] }) => {
  parentPort?.postMessage(await answer(place, input))
})

async function answer(place: Place, input: readonly unknown[]): Promise<{ value: unknown } | { error: unknown }> {
  try {
    return { value: await (await load(place))(files, ...input) }
  } catch (error) {
    return { error }
  }
}

async function load(place: Place): Promise<(...input: readonly unknown[]) => unknown> {
  const found: unknown = (await import(place.module))[place.name]
  if (typeof found !== 'function') throw new Error(`${place.module} has no function ${place.name}`)
  return found as (...input: readonly unknown[]) => unknown
}
