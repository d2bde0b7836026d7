import { defineRule } from '../../lib/rule/index.ts'
import { shortestInterval } from '../../lib/schedule/index.ts'
import { legalSchedule } from './clock.ts'

/** Runs closer than a minute collide in the name of their Job. */
export default defineRule({
  id: 'too-frequent-runs',
  title: 'Runs are at least a minute apart',
  level: 'warning',
  kinds: ['CronJob'],
  patches: true,
  rationale: `
The controller names each Job by the minute of its scheduled time, so a second run in the same minute finds its name taken and is not created. Only \`@every\` can ask
for it; \`@every 10s\` is accepted and runs about once a minute, and every zero or negative duration counts as one second. Scheduling a pod and pulling its image
takes seconds itself: what has to run all the time is a Deployment. Teams that want a larger distance set the option.`,
  references: ['https://pkg.go.dev/github.com/robfig/cron/v3#hdr-Intervals'],
  options: { minimumSeconds: { default: 60, description: 'the smallest distance between two runs that is fine, in seconds' } },

  check(cronJob, { options }) {
    const schedule = legalSchedule(cronJob.schedule)
    // On the clock two runs are a minute apart at least.
    if (!schedule || (schedule.kind === 'clock' && Number(options.minimumSeconds) <= 60)) return undefined
    const seconds = shortestInterval(schedule)
    if (seconds === undefined || seconds >= Number(options.minimumSeconds)) return undefined
    return {
      at: 'spec.schedule',
      message: `schedule '${cronJob.schedule}' runs every ${seconds} seconds: less than the ${options.minimumSeconds} that are asked for`,
      help: 'two Jobs of one minute have the same name; for steady work use a Deployment',
    }
  },

  good: [
    { title: 'every minute', yaml: 'spec:\n  schedule: "* * * * *"\n' },
    { title: 'an interval of a minute', yaml: 'spec:\n  schedule: "@every 60s"\n' },
  ],
  bad: [
    { title: 'every ten seconds', at: 'spec.schedule', yaml: 'spec:\n  schedule: "@every 10s"\n' },
    { title: 'a negative duration is a second', at: 'spec.schedule', yaml: 'spec:\n  schedule: "@every -1h"\n' },
    {
      title: 'a team that wants five minutes',
      at: 'spec.schedule',
      yaml: 'spec:\n  schedule: "*/2 * * * *"\n',
      options: { minimumSeconds: 300 },
    },
  ],
})
