import { expect, test } from 'vitest'
import { modelOf } from '../../lib/page/model.ts'
import { whyEmpty } from '../../lib/page/why-empty.ts'
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

test.each<[jobs: readonly JobText[], why: string | undefined]>([
  [[{ name: 'a', schedule: '0 2 * * *' }], undefined],
  [[], 'There is no CronJob in these files.'],
  [[{ name: 'a', schedule: '0 2 * * *', suspend: true }], 'Nothing runs: of 1 CronJob 1 is suspended.'],
  [
    [
      { name: 'a', schedule: '0 2 * * *', suspend: true },
      { name: 'b', schedule: '0 0 31 2 *' },
      { name: 'c', schedule: 'daily' },
    ],
    'Nothing runs: of 3 CronJobs 1 is suspended, 1 has no valid schedule or zone, 1 has no run in this range.',
  ],
])('%j: %s', (jobs, why) => {
  expect(whyEmpty(modelOf(timelineData(timelineFor(jobs), 'UTC')))).toBe(why)
})
