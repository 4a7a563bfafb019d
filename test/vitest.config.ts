import { defineConfig } from 'vitest/config'
import { ClosingLine } from './closingLine.ts'
import { ServicesFirst } from './servicesFirst.ts'

export default defineConfig({
  cacheDir: '../node_modules/.vite',
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    globalSetup: 'preparedRows.ts',
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Two cores are busy for two thirds of the time with two: tests of whole services wait for what falls due.
    maxWorkers: 3,
    sequence: { sequencer: ServicesFirst },
    reporters: ['default', new ClosingLine()],
  },
})
