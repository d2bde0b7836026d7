import { expect, test } from 'vitest'
import { describeInChromium } from './chromium.ts'
import { pageOf } from './pages.ts'

const IMAGE = '<img src=x onerror=alert(1)>'
const SCRIPT = '</script><script>alert(2)</script>'

describeInChromium('names from anybody', ({ open }) => {
  test('show as text, wherever they stand', async () => {
    const html = pageOf([
      {
        name: IMAGE,
        namespace: SCRIPT,
        schedule: '0 2 * * *',
        zone: 'Europe/Berlin',
        takes: '2h',
        labels: { [IMAGE]: SCRIPT },
        annotations: { 'cronwright.dev/conflicts-with': `${SCRIPT}/line\u2028line` },
      },
      { name: 'line\u2028line', namespace: SCRIPT, schedule: '30 2 * * *', zone: 'Europe/Berlin', takes: '2h' },
      { name: '"><svg onload=alert(3)>', schedule: '*/5 * * * *' },
      { name: 'javascript:alert(4)', schedule: IMAGE },
    ])
    const { page, complaints } = await open(html)
    expect(await page.locator('.name').allInnerTexts()).toContain(`${SCRIPT}/${IMAGE}`)
    await page.locator('.name').filter({ hasText: IMAGE }).click()
    expect(await page.locator('#details').innerText()).toContain(`${IMAGE}=${SCRIPT}`)
    await page.click('#details-close')
    await page.hover('#runs', { position: { x: 700, y: 10 }, force: true })
    await page.locator('#table > summary').click()
    await expect.poll(() => page.locator('#table-body').innerText()).toContain(IMAGE)
    await page.locator('#clocks summary').first().click()
    await page.locator('.show-overlap').first().click()
    expect(await page.locator('img, svg').count()).toBe(0)
    expect(await page.locator('script').count()).toBe(2)
    expect(complaints).toEqual([])
  })

  test('the policy of the page lets nothing else run or load', async () => {
    const { page, complaints } = await open(pageOf([{ name: 'plain', schedule: '0 2 * * *' }]))
    const refused: (string | undefined)[] = []
    page.on('requestfailed', (request) => refused.push(request.failure()?.errorText))
    await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.intruder = true'
      document.body.append(script)
      const image = document.createElement('img')
      image.src = 'https://example.com/x.png'
      document.body.append(image)
    })
    await expect
      .poll(() => complaints.filter((complaint) => complaint.includes('Content Security Policy')).length)
      .toBeGreaterThanOrEqual(2)
    expect(await page.evaluate(() => 'intruder' in window)).toBe(false)
    await expect.poll(() => refused).toEqual(['csp'])
  })
})
