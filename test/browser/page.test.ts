import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { JobText } from '../page/fleet.ts'
import { describeInChromium } from './chromium.ts'
import { pageOf } from './pages.ts'

const JOBS: readonly JobText[] = [
  { name: 'extract', schedule: '0 1 * * *', zone: 'Europe/Berlin', takes: '45m', labels: { team: 'data' } },
  {
    name: 'load',
    schedule: '0 2 * * *',
    zone: 'Europe/Berlin',
    takes: '30m',
    labels: { team: 'data' },
    annotations: { 'cronwright.dev/conflicts-with': 'backup' },
  },
  { name: 'backup', schedule: '15 2 * * *', zone: 'Europe/Berlin', takes: '1h', labels: { team: 'infra' } },
  { name: 'warm', namespace: 'web', schedule: '*/5 * * * *', takes: '7m', labels: { team: 'web' } },
  { name: 'report', namespace: 'finance', schedule: '0 9-17 * * 1-5', zone: 'America/New_York' },
  { name: 'paused', namespace: 'finance', schedule: '0 4 * * *', suspend: true },
  { name: 'never', namespace: 'finance', schedule: '0 0 31 2 *' },
]

const view = (page: Page): Promise<string> => page.locator('#view').innerText()
const names = (page: Page): Promise<string[]> => page.locator('.name').allInnerTexts()

/** The middle of the row of a job, at a share of the time that is shown. */
async function placeIn(page: Page, job: string, share: number): Promise<{ x: number; y: number }> {
  const name = await page.locator('.name', { hasText: job }).boundingBox()
  const chart = await page.locator('#runs').boundingBox()
  if (!name || !chart) throw new Error(`no row for ${job}`)
  const left = chart.x + name.width
  return { x: left + (chart.width - name.width) * share, y: name.y + name.height / 2 }
}

describeInChromium('the page of a fleet', ({ open }) => {
  test('says what there is, without a complaint', async () => {
    const { page, complaints } = await open(pageOf(JOBS))
    const cards = (await page.locator('.card').allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))
    expect(cards[0]).toMatch(/^7 ?CronJobs 1 suspended, 1 never run here$/)
    expect(cards[3]).toMatch(/^2 ?overlaps 1 job runs into itself, 1 pair meets$/)
    expect(cards[4]).toMatch(/^4 ?clock changes 2 zones/)
    expect(await names(page)).toEqual([
      'finance/never',
      'finance/paused',
      'finance/report',
      'shop/backup',
      'shop/extract',
      'shop/load',
      'web/warm',
    ])
    expect(complaints).toEqual([])
  })

  test('zooms by wheel, button and keyboard, from the year to a minute', async () => {
    const { page, complaints } = await open(pageOf(JOBS))
    expect(await view(page)).toContain('(365 d)')
    const { x, y } = await placeIn(page, 'shop/load', 0.5)
    await page.mouse.move(x, y)
    for (let turn = 0; turn < 40; turn++) await page.mouse.wheel(0, -240)
    await expect.poll(() => view(page)).toContain('(1 min)')
    await page.click('[data-span="86400"]')
    await expect.poll(() => view(page)).toMatch(/00:00 – .* 00:00 \(1 d\)/)
    await page.click('#zoom-in')
    await expect.poll(() => view(page)).toContain('(12 h)')
    await page.locator('#grid').focus()
    await page.keyboard.press('-')
    await page.keyboard.press('-')
    await expect.poll(() => view(page)).toContain('(2 d)')
    await page.keyboard.press('0')
    await expect.poll(() => view(page)).toContain('(365 d)')
    expect(complaints).toEqual([])
  })

  test('two fingers zoom, a drag pans', async () => {
    const { page } = await open(pageOf(JOBS))
    await page.click('[data-span="604800"]')
    await expect.poll(() => view(page)).toContain('(7 d)')
    await page.evaluate(() => {
      const chart = document.querySelector('#chart') as HTMLElement
      const box = chart.getBoundingClientRect()
      const send = (type: string, pointerId: number, x: number): void => {
        chart.dispatchEvent(
          new PointerEvent(type, {
            pointerId,
            pointerType: 'touch',
            clientX: box.left + x,
            clientY: box.top + 100,
            bubbles: true,
            button: 0,
          }),
        )
      }
      chart.setPointerCapture = () => undefined
      send('pointerdown', 11, 600)
      send('pointerdown', 12, 700)
      send('pointermove', 12, 1000)
      send('pointerup', 11, 600)
      send('pointerup', 12, 1000)
    })
    await expect.poll(() => view(page)).toContain('(1 d 18 h)')
    const before = await view(page)
    const { x, y } = await placeIn(page, 'shop/load', 0.5)
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x - 200, y, { steps: 4 })
    await page.mouse.up()
    await expect.poll(() => view(page)).not.toBe(before)
    expect(await view(page)).toContain('(1 d 18 h)')
  })

  test('hovering tells the times in the zone of the job and in UTC, how long and how that is known', async () => {
    const { page } = await open(pageOf(JOBS, 'UTC', Date.parse('2027-03-01T00:00:00Z') / 1000, Date.parse('2027-03-02T00:00:00Z') / 1000))
    const { x, y } = await placeIn(page, 'shop/load', 1.25 / 24)
    await page.mouse.move(x, y)
    const tooltip = page.locator('#tooltip')
    await tooltip.waitFor()
    const facts = (await tooltip.innerText()).split('\n')
    expect(facts).toContain('Mon 1 Mar 2027 02:00 Europe/Berlin (+01:00)')
    expect(facts).toContain('Mon 1 Mar 2027 01:00 UTC')
    expect(facts).toContain('30 min, declared by its annotation')
    expect(facts).toContain('shop/backup meets shop/load for 15 min (shop/load conflicts with shop/backup)')
  })

  test('search and filters leave what fits', async () => {
    const { page } = await open(pageOf(JOBS))
    await page.keyboard.press('/')
    await page.keyboard.type('shop berlin')
    await expect.poll(() => names(page)).toEqual(['shop/backup', 'shop/extract', 'shop/load'])
    expect(await page.locator('#found').innerText()).toBe('3 of 7 jobs')
    await page.fill('#query', '')
    await page.selectOption('#namespace', 'finance')
    await expect.poll(() => names(page)).toEqual(['finance/never', 'finance/paused', 'finance/report'])
    await page.selectOption('#namespace', '')
    await page.fill('#label', 'team=data')
    await expect.poll(() => names(page)).toEqual(['shop/extract', 'shop/load'])
    await page.click('button[type=reset]')
    await expect.poll(() => names(page).then((all) => all.length)).toBe(7)
    await page.fill('#query', 'nothing like that')
    await page.locator('#nothing').waitFor()
  })

  test('an overlap leads to its place, and the next one to the next', async () => {
    const { page } = await open(pageOf(JOBS))
    const row = page.locator('#overlaps-body tr', { hasText: 'shop/backup meets shop/load' })
    expect(await row.innerText()).toContain('Fri 1 Jan 2027 02:15 Europe/Berlin (+01:00)')
    await row.getByText('Show').click()
    await expect.poll(() => names(page)).toEqual(['shop/backup', 'shop/load'])
    expect(await view(page)).toContain('Fri 1 Jan 2027 00:45 – Fri 1 Jan 2027 02:00')
    await row.getByText('Next').click()
    await expect.poll(() => view(page)).toContain('Sat 2 Jan 2027 00:45')
    await page.click('#unpair')
    await expect.poll(() => names(page).then((all) => all.length)).toBe(7)
  })

  test('the keyboard goes from job to job and from run to run, and a screen reader hears it', async () => {
    const { page } = await open(pageOf(JOBS))
    await page.locator('#grid').focus()
    const said = (): Promise<string | null> => page.locator('#said').textContent()
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowUp')
    await expect.poll(said).toContain('shop/load: 365 runs in view')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await expect.poll(said).toContain('Starts Sat 2 Jan 2027 02:00 Europe/Berlin (+01:00). UTC Sat 2 Jan 2027 01:00 UTC')
    expect(await page.locator('#grid').getAttribute('aria-activedescendant')).toBe('row-5')
    await page.keyboard.press('Enter')
    await page.locator('#details').waitFor()
    expect(await page.locator('#details').innerText()).toContain('at 02:00 every day')
    await page.keyboard.press('Escape')
    await page.locator('#details').waitFor({ state: 'hidden' })
    await page.keyboard.press('?')
    await page.locator('#keys').waitFor()
  })

  test('clock changes are told with the jobs that they hit', async () => {
    const { page } = await open(pageOf(JOBS))
    const spring = page.locator('#clocks li', { hasText: '28 Mar' }).first()
    expect(await spring.innerText()).toContain('Europe/Berlin: clocks go forward by 1 h.')
    await spring.locator('summary').click()
    expect(await spring.innerText()).toContain('shop/load, Sun 28 Mar 2027: 02:00 is left out')
    await page.selectOption('#only', 'clocks')
    await expect.poll(() => names(page)).toEqual(['shop/backup', 'shop/load'])
  })

  test('blackouts and stages lead to their places', async () => {
    const jobs: readonly JobText[] = [
      { name: 'close', schedule: '0 18 * * *', takes: '2h', annotations: { 'cronwright.dev/blackout': 'daily 17:00-19:00' } },
      { name: 'mail', schedule: '30 19 * * *', takes: '5m', annotations: { 'cronwright.dev/after': 'close' } },
      ...JOBS,
    ]
    const { page, complaints } = await open(pageOf(jobs))
    const stage = page.locator('#troubles-list li', { hasText: 'shop/mail starts 365 times too early for shop/close' })
    await stage.getByText('Show').click()
    await expect.poll(() => names(page)).toEqual(['shop/mail', 'shop/close'])
    expect(await view(page)).toContain('Fri 1 Jan 2027')
    expect(await page.locator('#troubles-list').innerText()).toContain('shop/close runs 365 times in daily 17:00-19:00')
    expect(complaints).toEqual([])
  })

  test('a printed page has every job in a table, and no controls', async () => {
    const { page } = await open(pageOf(JOBS), { colorScheme: 'dark' })
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('#table-body tr').count()).toBe(7)
    expect(await page.locator('#filters').isVisible()).toBe(false)
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('light')
  })

  test.each<[why: string, jobs: readonly JobText[]]>([
    ['no CronJob in these files', []],
    ['nothing runs: all are suspended', [{ name: 'paused', schedule: '0 4 * * *', suspend: true }]],
    ['nothing runs: 1 without a run in this range', [{ name: 'never', schedule: '0 0 31 2 *' }]],
  ])('an empty calendar says why: %s', async (why, jobs) => {
    const { page, complaints } = await open(pageOf(jobs))
    expect(await page.locator('#notes').innerText()).toBe(why)
    expect(complaints).toEqual([])
  })
})
