import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe } from 'vitest'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome']

/** `CRONWRIGHT_CHROMIUM`, else what the path has. */
export function findChromium(): string | undefined {
  const named = process.env.CRONWRIGHT_CHROMIUM
  if (named) return named
  const folders = (process.env.PATH ?? '').split(delimiter)
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
}

/** A page that is open, and what it did that a page must not do. */
export interface Opened {
  readonly page: Page
  /** Errors of scripts and of the console, warnings of its policy, dialogs, requests for anything but itself. */
  readonly complaints: readonly string[]
}

export interface Chromium {
  /** Writes the page to a file and opens it there, as its reader does. */
  readonly open: (html: string, options?: BrowserContextOptions) => Promise<Opened>
}

/** A group of tests in a real browser. Without one they are skipped and say what to install; with CRONWRIGHT_REAL=required that is a failure. */
export function describeInChromium(title: string, body: (chromium: Chromium) => void): void {
  const executablePath = findChromium()
  if (executablePath === undefined) {
    const sentence = `${title} needs Chromium: apt-get install chromium, or CRONWRIGHT_CHROMIUM=<path>`
    if (process.env.CRONWRIGHT_REAL === 'required') throw new Error(sentence)
    describe.skip(sentence, () => body({ open: () => Promise.reject(new Error(sentence)) }))
    return
  }
  describe(title, () => {
    const folder = mkdtempSync(join(tmpdir(), 'cronwright-page-'))
    let browser: Browser
    let count = 0
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
    })
    afterAll(async () => {
      await browser?.close()
      rmSync(folder, { recursive: true, force: true })
    })
    body({
      async open(html, options = {}) {
        const url = pathToFileURL(join(folder, `page-${count++}.html`)).href
        writeFileSync(new URL(url), html)
        const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
        const page = await context.newPage()
        page.setDefaultTimeout(15_000)
        const complaints: string[] = []
        page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
        page.on('console', (message) => {
          if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${message.type()}: ${message.text()}`)
        })
        page.on('dialog', (dialog) => {
          complaints.push(`dialog: ${dialog.message()}`)
          void dialog.dismiss()
        })
        page.on('request', (request) => {
          if (request.url() !== url && !request.url().startsWith('data:')) complaints.push(`request: ${request.url()}`)
        })
        await page.goto(url)
        await page.waitForFunction(() => performance.getEntriesByName('cronwright:complete').length > 0)
        return { page, complaints }
      },
    })
  })
}
