// The page of `timeline --html`: how large it is, and how long it takes to open, for a thousand and for ten thousand CronJobs over one year.
//
//   node bench/page.mjs        needs a built dist/ and a Chromium (apt-get install chromium, or CRONWRIGHT_CHROMIUM=<path>)
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { fleet } from './calendar-fleet.mjs'

const ROUNDS = 5
const cli = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url))
const names = ['chromium', 'chromium-browser', 'google-chrome']
const found = names
  .flatMap((name) => process.env.PATH.split(delimiter).map((folder) => join(folder, name)))
  .find((path) => existsSync(path))
const executablePath = process.env.CRONWRIGHT_CHROMIUM ?? found
if (!executablePath) {
  console.error('bench/page.mjs needs Chromium: apt-get install chromium, or CRONWRIGHT_CHROMIUM=<path>')
  process.exit(2)
}

const folder = mkdtempSync(join(tmpdir(), 'cronwright-bench-'))
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
try {
  for (const size of [1_000, 10_000]) await measure(size)
} finally {
  await browser.close()
  rmSync(folder, { recursive: true })
}

async function measure(size) {
  const file = join(folder, `${size}.json`)
  const page = join(folder, `${size}.html`)
  writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: fleet(size) }))
  const start = performance.now()
  execFileSync(process.execPath, [cli, 'timeline', file, '--from', '2027-01-01', '--until', '2028-01-01', '--html', page])
  const seconds = (performance.now() - start) / 1000
  const html = readFileSync(page)
  const opened = []
  for (let round = 0; round < ROUNDS; round++) opened.push(await open(page))
  const median = (name) => opened.map((each) => each[name]).sort((a, b) => a - b)[ROUNDS >> 1]
  console.log(
    `${size} CronJobs over a year: ${(html.length / 1e6).toFixed(2)} MB (${(gzipSync(html).length / 1e6).toFixed(2)} MB gzipped), written in ${seconds.toFixed(2)} s; ` +
      `open in ${median('open').toFixed(0)} ms (bar: 2000), load and overview complete after ${median('complete').toFixed(0)} ms; a frame of a zoom takes ${median('frame').toFixed(0)} ms`,
  )
}

/** By the page's own clock: from the start of the navigation to the first frame, and to the end of its background work. */
async function open(path) {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } })
  const page = await context.newPage()
  await page.goto(pathToFileURL(path).href)
  await page.waitForFunction(() => performance.getEntriesByName('cronwright:complete').length > 0, undefined, { timeout: 120_000 })
  const marks = await page.evaluate(() => {
    const at = (name) => performance.getEntriesByName(`cronwright:${name}`)[0].startTime
    return { open: at('open'), complete: at('complete') }
  })
  const frame = await page.evaluate(async () => {
    const next = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const start = performance.now()
    for (let step = 0; step < 20; step++) {
      document.querySelector(step < 12 ? '#zoom-in' : '#zoom-out').click()
      await next()
    }
    return (performance.now() - start) / 20
  })
  await context.close()
  return { ...marks, frame }
}
