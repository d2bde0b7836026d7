import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // They start real services and a real browser: npm run test:real, npm run test:cluster, npm run test:page.
    exclude: ['test/real/**', 'test/cluster/**', 'test/browser/**'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
