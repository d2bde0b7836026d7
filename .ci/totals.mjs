// totals.mjs REPORT.json…: names the tests that were skipped, then writes the sum of vitest's reports, `N passed, N failed`. A file that does not load, or a report that is not
// there, counts as one failure.
import { readFileSync } from 'node:fs'

let passed = 0
let failed = 0
for (const path of process.argv.slice(2)) {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(path, 'utf8'))
    passed += numPassedTests
    failed += numFailedTests
    for (const { status, assertionResults } of testResults) {
      if (status === 'failed' && !assertionResults.some((one) => one.status === 'failed')) failed += 1
      for (const { fullName } of assertionResults.filter((one) => one.status === 'skipped' || one.status === 'pending'))
        console.log(`skipped: ${fullName}`)
    }
  } catch {
    failed += 1
  }
}
console.log(`${passed} passed, ${failed} failed`)
