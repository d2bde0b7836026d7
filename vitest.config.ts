import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // They start real services: npm run test:real, npm run test:cluster.
    exclude: ['test/real/**', 'test/cluster/**'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
