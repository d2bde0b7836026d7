import { outcomeOf, outcomeWords, timetable, windowsOf } from '../../lib/calendar/index.ts'
import { EXPECTED_DURATION, declaredDuration, formatDuration, type CronJob } from '../../lib/fleet/index.ts'
import { defineRule } from '../../lib/rule/index.ts'
import { parseSchedule, shortestInterval } from '../../lib/schedule/index.ts'
import { wholeMinute, YEAR } from './range.ts'

/** A run that usually takes longer than the time to the next one. Bounds are worst cases: `active-deadline-exceeds-interval` speaks of those. */
export default defineRule({
  id: 'overlapping-runs',
  title: 'A run is expected to end before the next one starts',
  level: 'warning',
  kinds: ['CronJob'],
  rationale: `
A CronJob whose runs take longer than the shortest time between two of them meets itself. \`Forbid\` then skips runs and starts the last missed one late, \`Replace\` kills
each run before it is done, and \`Allow\`, the default, lets runs pile up: the message says how many of the coming year. The expected duration is what the annotation \`${EXPECTED_DURATION}\` says.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#concurrency-policy'],

  check(cronJob, { now }) {
    const duration = declaredDuration(cronJob)
    const interval = duration === undefined || cronJob.suspend === true ? undefined : intervalOf(cronJob.schedule)
    if (duration === undefined || interval === undefined || duration <= interval) return undefined
    return {
      at: 'spec.schedule',
      restsOn: [`metadata.annotations[${EXPECTED_DURATION}]`, 'spec.concurrencyPolicy', 'spec.suspend'],
      message: `a run takes ${formatDuration(duration)}, but '${cronJob.schedule}' starts the next one after ${formatDuration(interval)}${consequence(cronJob, now)}`,
      help: 'run less often, or make a run shorter',
    }
  },

  good: [
    {
      title: 'done in time',
      yaml: 'metadata:\n  name: sync\n  annotations: {cronwright.dev/expected-duration: 4m}\nspec:\n  schedule: "*/5 * * * *"\n',
    },
    {
      title: 'ends just as the next one starts',
      yaml: 'metadata:\n  name: sync\n  annotations: {cronwright.dev/expected-duration: 5m}\nspec:\n  schedule: "*/5 * * * *"\n',
    },
    { title: 'nobody says how long a run takes', yaml: 'spec:\n  schedule: "*/5 * * * *"\n' },
  ],
  bad: [
    {
      title: 'seven minutes of work every five',
      at: 'spec.schedule',
      yaml: 'metadata:\n  name: sync\n  annotations: {cronwright.dev/expected-duration: 7m}\nspec:\n  schedule: "*/5 * * * *"\n',
    },
    {
      title: 'only the shortest gap is too short',
      at: 'spec.schedule',
      yaml: 'metadata:\n  name: sync\n  annotations: {cronwright.dev/expected-duration: 1h30m}\nspec:\n  schedule: "0 1,2,12 * * *"\n  concurrencyPolicy: Forbid\n',
    },
  ],
})

/** What the controller does with the runs of a year; nothing for a job that has no place on a calendar. */
function consequence(cronJob: CronJob, now: number): string {
  const from = wholeMinute(now)
  const [[entry]] = timetable([{ name: '', workloads: [cronJob], objects: [], complete: false }], { from, until: from + YEAR })
  const windows = entry && windowsOf(entry)
  return windows ? `: in a year ${outcomeWords(outcomeOf(cronJob, windows, YEAR))}` : ''
}

function intervalOf(expression: string | undefined): number | undefined {
  try {
    return expression === undefined ? undefined : shortestInterval(parseSchedule(expression))
  } catch {
    return undefined
  }
}
