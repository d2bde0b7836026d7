import { defineConfig } from 'vitest/config'

/** The tests that start real services: databases, object stores. `npm run test:real`. */
export default defineConfig({
  test: {
    include: ['test/real/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Two cores: databases beside each other would only wait for each other.
    fileParallelism: false,
  },
})
