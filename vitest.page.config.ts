import { defineConfig } from 'vitest/config'

/** The tests that open the page of `timeline --html` in a real Chromium. `npm run test:page`. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Browsers beside each other would only wait for each other.
    fileParallelism: false,
  },
})
