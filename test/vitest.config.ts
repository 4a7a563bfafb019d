import { defineConfig } from 'vitest/config'
import { ClosingLine } from './closingLine.ts'

export default defineConfig({
  cacheDir: '../node_modules/.vite',
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    reporters: ['default', new ClosingLine()],
  },
})
