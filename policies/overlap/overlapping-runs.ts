import { fateOf } from '../../lib/calendar/index.ts'
import { EXPECTED_DURATION, declaredDuration, formatDuration } from '../../lib/fleet/index.ts'
import { defineRule } from '../../lib/rule/index.ts'
import { parseSchedule, shortestInterval } from '../../lib/schedule/index.ts'

/** A run that usually takes longer than the time to the next one. Bounds are worst cases: `active-deadline-exceeds-interval` speaks of those. */
export default defineRule({
  id: 'overlapping-runs',
  title: 'A run is expected to end before the next one starts',
  level: 'warning',
  kinds: ['CronJob'],
  rationale: `
A CronJob whose runs take longer than the shortest time between two of them meets itself. \`Forbid\` then skips runs and starts the last missed one late, \`Replace\` kills
each run before it is done, and \`Allow\`, the default, lets runs pile up. The expected duration is what the annotation \`${EXPECTED_DURATION}\` says.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#concurrency-policy'],

  *check(cronJob) {
    const duration = declaredDuration(cronJob)
    const interval = duration === undefined || cronJob.suspend === true ? undefined : intervalOf(cronJob.schedule)
    if (duration === undefined || interval === undefined || duration <= interval) return
    yield {
      at: 'spec.schedule',
      restsOn: [`metadata.annotations[${EXPECTED_DURATION}]`, 'spec.concurrencyPolicy', 'spec.suspend'],
      message: `a run takes ${formatDuration(duration)}, but '${cronJob.schedule}' starts the next one after ${formatDuration(interval)}: ${fateOf(cronJob)}`,
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

function intervalOf(expression: string | undefined): number | undefined {
  try {
    return expression === undefined ? undefined : shortestInterval(parseSchedule(expression))
  } catch {
    return undefined
  }
}
