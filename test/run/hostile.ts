import type { Files } from '../../src/domain.ts'

/** What bytes can do to a parser, for the test of the isolation. Each runs inside a worker. */
export const noFiles = (): Files => ({
  read: () => Promise.reject(new Error('no files here')),
  stream: () => {
    throw new Error('no files here')
  },
  create: () => {
    throw new Error('no files here')
  },
})

export const echo = async (_files: Files, text: string): Promise<string> => text

export const loopForever = async (_files: Files): Promise<never> => {
  for (;;);
}

export const eatMemory = async (_files: Files): Promise<number> => {
  const eaten: string[][] = []
  for (;;) eaten.push(new Array<string>(100_000).fill('x'))
}

export const fail = async (_files: Files): Promise<never> => {
  throw new TypeError('a fault of ours')
}

export const exit = async (_files: Files): Promise<never> => process.exit(3)
