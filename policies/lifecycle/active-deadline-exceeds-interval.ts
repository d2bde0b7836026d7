import type { CronJob } from '../../lib/fleet/workload.ts'
import { defineRule } from '../../lib/rule/index.ts'
import { lasting, shortestInterval } from '../../lib/schedule/index.ts'
import { legalSchedule } from '../schedule/clock.ts'

/** A run may still be allowed to go on when the next one is due. */
export default defineRule({
  id: 'active-deadline-exceeds-interval',
  title: 'A run is over before the next one is due',
  level: 'note',
  kinds: ['CronJob'],
  patches: true,
  rationale: `
A run that hangs is ended by \`activeDeadlineSeconds\`. Where that is longer than the interval, one hung run costs several: Forbid holds back all that fall into it and starts the last of them as soon as it is over, at an odd time, unless \`startingDeadlineSeconds\` has passed by then; Replace kills it at the
next one so that the deadline never counts, Allow lets them pile up.`,
  references: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#concurrency-policy',
    'https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup',
  ],

  check(cronJob) {
    const seconds = cronJob.job.activeDeadlineSeconds
    if (seconds === undefined) return undefined
    const schedule = legalSchedule(cronJob.schedule)
    const interval = schedule && shortestInterval(schedule)
    if (interval === undefined || !(seconds > interval)) return undefined
    return {
      at: 'spec.jobTemplate.spec.activeDeadlineSeconds',
      restsOn: ['spec.schedule', 'spec.concurrencyPolicy'],
      message: `a run may take ${lasting(seconds)} and the next is due after ${lasting(interval)}: ${consequence(cronJob, seconds, interval)}`,
      help: `a deadline below ${interval} keeps one run from the next`,
    }
  },

  good: [
    { title: 'over before the next', yaml: example('*/15 * * * *', 600) },
    { title: 'at the moment of the next', yaml: example('*/15 * * * *', 900) },
  ],
  bad: [
    { title: 'an hour, every fifteen minutes', at: 'spec.jobTemplate.spec.activeDeadlineSeconds', yaml: example('*/15 * * * *', 3600) },
    { title: 'two days, every day', at: 'spec.jobTemplate.spec.activeDeadlineSeconds', yaml: example('0 2 * * *', 172_800) },
  ],
})

function consequence({ concurrencyPolicy }: CronJob, seconds: number, interval: number): string {
  const runs = Math.ceil(seconds / interval) - 1
  if (concurrencyPolicy === 'Forbid') return `Forbid holds back up to ${runs} run${runs === 1 ? '' : 's'}`
  return concurrencyPolicy === 'Replace' ? 'Replace kills it first, so the deadline never counts' : `up to ${runs + 1} run side by side`
}

function example(schedule: string, seconds: number): string {
  return `spec:\n  schedule: "${schedule}"\n  concurrencyPolicy: Forbid\n  jobTemplate:\n    spec:\n      activeDeadlineSeconds: ${seconds}\n`
}
