import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { fleet } from '../../bench/calendar-fleet.mjs'
import { describeInChromium } from './chromium.ts'
import { pageOfObjects } from './pages.ts'

const MEGABYTE = 2 ** 20

describeInChromium('a thousand CronJobs over a year', ({ open }) => {
  let html: string
  beforeAll(() => {
    html = pageOfObjects(fleet(1_000))
  })

  test('open at once, smoothly and in a small file', async () => {
    expect(html.length).toBeLessThan(1.5 * MEGABYTE)
    const { page, complaints } = await open(html)
    const marks = await page.evaluate(() =>
      ['open', 'complete'].map((name) => performance.getEntriesByName(`cronwright:${name}`)[0].startTime),
    )
    // The bench holds two seconds on a quiet machine; this one may be shared.
    expect(marks[0]).toBeLessThan(6_000)
    expect(await page.locator('#grid').getAttribute('aria-rowcount')).toBe('1000')
    // What is not in sight is not there: a page of a thousand rows is as light as one of thirty.
    expect(await page.locator('[role=row]').count()).toBeLessThan(60)
    await page.locator('#grid').focus()
    await page.keyboard.press('End')
    await expect.poll(() => page.locator('.active .name').innerText()).toBe('team-9/job-969')
    expect(complaints).toEqual([])
  })

  test.each<[look: string, scheme: 'light' | 'dark', width: number]>([
    ['light', 'light', 1280],
    ['dark', 'dark', 1280],
    ['light, on a phone', 'light', 390],
    ['dark, on a phone', 'dark', 390],
  ])('axe finds no violation: %s', async (_, colorScheme, width) => {
    const { page } = await open(html, { colorScheme, viewport: { width, height: 844 } })
    expect(await violations(page)).toEqual([])
    await page.locator('.name').nth(1).click()
    await page.locator('#details').waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.locator('.show-overlap').first().click()
    await page.locator('#table > summary').click()
    expect(await violations(page)).toEqual([])
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      'nothing is wider than the window',
    ).toBeLessThanOrEqual(0)
  })
})

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      readonly axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> }
    }
    const { violations } = await axe.run()
    return violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map((node) => `${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 200)}`)
          .join(' | ')}`,
    )
  })
}
