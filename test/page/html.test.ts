import { expect, test } from 'vitest'
import { timelineData } from '../../lib/report/timeline-data.ts'
import { timelineHtml } from '../../lib/report/timeline-html.ts'
import { timelineFor, type JobText } from './fleet.ts'

const TEMPLATE = '<script type="application/json" id="data">"CRONWRIGHT-DATA"</script><script>run()</script>'

const HOSTILE: readonly JobText[] = [
  { name: '<img src=x onerror=alert(1)>', namespace: '</script><script>alert(2)</script>', schedule: '0 2 * * *' },
  { name: '<!--<script>', namespace: 'a\u2028b\u2029c', schedule: '1 2 * * *', labels: { '&lt;': '"quoted"' } },
  { name: '$& $1 $`', schedule: '2 2 * * *' },
]

test('names cannot leave the data, and come back as they were', () => {
  const page = timelineHtml(TEMPLATE, timelineFor(HOSTILE), 'UTC')
  const inside = page.slice(TEMPLATE.indexOf('"CRON'), page.indexOf('</script><script>run()'))
  expect(inside).not.toMatch(/[<>&\u2028\u2029]/)
  expect(page.endsWith('</script><script>run()</script>')).toBe(true)
  const names = (JSON.parse(inside) as ReturnType<typeof timelineData>).clusters[0].jobs.map(
    ({ namespace, name }) => `${namespace} ${name}`,
  )
  expect(names.sort()).toEqual(HOSTILE.map(({ namespace = 'shop', name }) => `${namespace} ${name}`).sort())
})

test('the same input gives the same page', () => {
  expect(timelineHtml(TEMPLATE, timelineFor(HOSTILE), 'UTC')).toBe(timelineHtml(TEMPLATE, timelineFor(HOSTILE), 'UTC'))
})

test('a page without a place for its data is a defect', () => {
  expect(() => timelineHtml('<p>', timelineFor([]), 'UTC')).toThrow('no place')
})

test('an empty calendar says why', () => {
  expect(timelineData(timelineFor([]), 'UTC').notes).toEqual(['no CronJob in these files'])
})

test('what is declared and not kept comes with its place, its jobs and its times', () => {
  const data = timelineData(
    timelineFor([
      { name: 'close', schedule: '0 18 * * *', takes: '2h', annotations: { 'cronwright.dev/blackout': 'daily 17:00-19:00' } },
      {
        name: 'mail',
        schedule: '30 18 * * *',
        takes: '5m',
        annotations: { 'cronwright.dev/blackout': 'daily 17:00-19:00', 'cronwright.dev/after': 'close' },
      },
    ]),
    'UTC',
  )
  expect(data.blackouts.map(({ name, stretches }) => [name, ...stretches.slice(0, 2)])).toEqual([
    ['daily 17:00-19:00', 17 * 3600, 19 * 3600],
  ])
  const [{ jobs, troubles }] = data.clusters
  expect(jobs.map(({ blackouts }) => blackouts)).toEqual([[0], [0]])
  expect(troubles.map(({ kind, jobs: concerned }) => [kind, ...concerned])).toEqual([
    ['blackout', 0],
    ['blackout', 1],
    ['too early', 1, 0],
  ])
  expect(troubles[2].words).toBe(
    'shop/mail starts 365 times too early for shop/close, first at 2027-01-01T18:30:00Z, 1800 s after it, which takes 7200 s',
  )
})
