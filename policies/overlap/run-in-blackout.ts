import { annotated, BLACKOUT, blackoutHits, blackoutsOf, cronJobsOf, instantText, timetable, TimesError } from '../../lib/calendar/index.ts'
import { declaredDuration, formatDuration } from '../../lib/fleet/index.ts'
import { defineRule } from '../../lib/rule/index.ts'
import { jobs } from '../example-jobs.ts'
import { wholeMinute, YEAR } from './range.ts'

/** Only what somebody declared: the time, and how long a run takes. */
export default defineRule({
  id: 'run-in-blackout',
  title: 'No run falls into a time in which the job must not run',
  level: 'warning',
  rationale: `
A freeze, the hours of a sale, the window of another team: the scheduler knows nothing of them. They are declared at the job (\`${BLACKOUT}\`, in the zone of its schedule) or in the config (\`blackouts\`, for
namespaces, labels and clusters): \`daily 17:00-19:00\`, \`mon-fri 08:00-18:00\`, \`fri 22:00 - mon 06:00\`, \`sat,sun\`, \`12-24 - 01-02\` (every year, the last day included),
\`2027-03-30 18:00 - 2027-04-02 08:00\`, several separated by semicolons, a time zone behind where it is another. What counts is the clock on the wall of that zone: an hour that comes twice belongs to a
blackout twice. A run counts that starts in it, and one that reaches into it with the duration declared in \`cronwright.dev/expected-duration\`. Judged over the coming year.`,

  *checkFleet(cluster, { now, calendar }) {
    const concerned = cronJobsOf(cluster).filter(
      (cronJob) => BLACKOUT in cronJob.annotations || blackoutsOf(cronJob, cluster.name, calendar).length > 0,
    )
    for (const cronJob of concerned) {
      const own = annotated(cronJob, BLACKOUT)
      if (own instanceof TimesError) yield { object: cronJob.object, at: `metadata.annotations[${BLACKOUT}]`, message: own.message }
    }
    if (concerned.length === 0) return
    const from = wholeMinute(now)
    const range = { from, until: from + YEAR, ...(calendar ? { settings: calendar } : {}) }
    const [entries] = timetable([{ ...cluster, workloads: concerned }], range)
    for (const { entry, blackout, count, starts, totalSeconds, first } of blackoutHits(cluster, entries, range, ({ cronJob }) =>
      declaredDuration(cronJob),
    )) {
      const often =
        starts === count
          ? `starts ${times(count)} in`
          : starts === 0
            ? `reaches ${times(count)} into`
            : `starts ${times(starts)} in, and reaches ${times(count - starts)} into,`
      const total = totalSeconds > 0 ? `, ${formatDuration(totalSeconds)} in all` : ''
      yield {
        object: entry.cronJob.object,
        at: 'spec.schedule',
        message: `${entry.key} ${often} the blackout ${blackout} in the coming year${total}, first at ${instantText(from + first.from)}`,
        help: 'move the job, or suspend it for that time',
      }
    }
  },

  good: [
    { title: 'over before it begins', yaml: job('30 16 * * *', 'daily 17:00-19:00', '30m') },
    { title: 'starts as it ends', yaml: job('0 19 * * *', 'daily 17:00-19:00', '30m') },
    { title: 'on other days', yaml: job('0 18 * * 1-5', 'sat,sun', '30m') },
    {
      title: 'in a namespace that the freeze leaves out',
      calendar: { blackouts: [{ name: 'sale', when: '11-26 - 11-29', namespaces: ['checkout'] }] },
      yaml: jobs({ name: 'reindex', namespace: 'search', schedule: '0 4 * * *' }),
    },
  ],
  bad: [
    { title: 'at six in the evening', at: 'spec.schedule', yaml: job('0 18 * * *', 'daily 17:00-19:00', '30m') },
    { title: 'reaches into it by a minute', at: 'spec.schedule', yaml: job('30 16 * * *', 'daily 17:00-19:00', '31m') },
    {
      title: 'four nights a year',
      at: 'spec.schedule',
      calendar: { blackouts: [{ name: 'sale', when: '11-26 - 11-29', timeZone: 'America/New_York', namespaces: ['search'] }] },
      yaml: jobs({ name: 'reindex', namespace: 'search', schedule: '0 3 * * *' }),
    },
    { title: 'no time', at: `metadata.annotations[${BLACKOUT}]`, yaml: job('0 18 * * *', 'daily 25:00-26:00', '30m') },
  ],
})

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}

function job(schedule: string, blackout: string, duration: string): string {
  const annotations = `${BLACKOUT}: "${blackout}", cronwright.dev/expected-duration: ${duration}`
  return jobs({ name: 'reindex', schedule, annotations, spec: 'timeZone: Europe/Berlin' })
}
