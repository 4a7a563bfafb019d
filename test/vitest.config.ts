import { defineConfig } from 'vitest/config'
import { ClosingLine } from './closingLine.ts'
import { ServicesFirst } from './servicesFirst.ts'

export default defineConfig({
  cacheDir: '../node_modules/.vite',
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    sequence: { sequencer: ServicesFirst },
    reporters: ['default', new ClosingLine()],
  },
})
