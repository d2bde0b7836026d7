import { backoffSeconds } from '../../lib/fleet/index.ts'
import { defineRule } from '../../lib/rule/index.ts'
import { lasting } from '../../lib/schedule/index.ts'
import { jobOf } from '../example.ts'

/** The waits between the tries alone are longer than the deadline: the last retries never come. */
export default defineRule({
  id: 'retries-exceed-deadline',
  title: 'The deadline leaves time for the retries',
  level: 'note',
  kinds: ['CronJob', 'Job'],
  patches: true,
  rationale: `
Between two tries the Job controller waits 10, 20, 40 … seconds, at most ten minutes, and \`activeDeadlineSeconds\` goes on counting. Where the waits alone are longer than the deadline, the last
of the retries that \`backoffLimit\` promises never happen: six retries wait 630 seconds.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup'],

  check({ job }) {
    const { activeDeadlineSeconds: seconds, backoffLimit: retries, path } = job
    if (seconds === undefined || retries === undefined || job.pod.restartPolicy === 'OnFailure') return undefined
    const waiting = backoffSeconds(retries)
    if (!(waiting >= seconds) || seconds === 0) return undefined
    return {
      at: `${path}.backoffLimit`,
      restsOn: [`${path}.activeDeadlineSeconds`],
      message: `${retries} retries wait ${lasting(waiting)} between them, and the deadline is ${lasting(seconds)}: the last never come`,
      help: `at most ${possible(seconds)} fit; lower backoffLimit, or raise activeDeadlineSeconds`,
    }
  },

  good: [
    { title: 'two retries wait half a minute', yaml: jobOf('activeDeadlineSeconds: 600', 'backoffLimit: 2') },
    { title: 'no retry', yaml: jobOf('activeDeadlineSeconds: 10', 'backoffLimit: 0') },
    { title: 'an hour for six', yaml: jobOf('activeDeadlineSeconds: 3600', 'backoffLimit: 6') },
  ],
  bad: [
    {
      title: 'six retries in ten minutes',
      at: 'spec.jobTemplate.spec.backoffLimit',
      yaml: jobOf('activeDeadlineSeconds: 600', 'backoffLimit: 6'),
    },
    {
      title: 'ten in half an hour',
      at: 'spec.jobTemplate.spec.backoffLimit',
      yaml: jobOf('activeDeadlineSeconds: 1800', 'backoffLimit: 10'),
    },
  ],
})

/** How many retries have waited before the deadline, if the work itself took no time. */
function possible(seconds: number): number {
  let retries = 0
  while (backoffSeconds(retries + 1) < seconds) retries++
  return retries
}
