import { defineConfig } from 'vitest/config'

/** The tests that start real services: databases, object stores. `npm run test:real`. */
export default defineConfig({
  test: {
    include: ['test/real/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // They start programs and wait for them: two files beside each other use two cores. Each has services of its own.
    maxWorkers: 2,
  },
})
