import { defineRule } from '../../lib/rule/index.ts'
import { jobOf, podOf, POD } from '../example.ts'

/** The pod's deadline begins with the pod, and every retry gets a new one. */
export default defineRule({
  id: 'deadline-on-pod-only',
  title: 'The deadline stands at the Job, not at its pods alone',
  level: 'warning',
  kinds: ['CronJob', 'Job'],
  patches: true,
  supersedes: ['missing-active-deadline', 'forbid-without-deadline'],
  rationale: `
\`activeDeadlineSeconds\` exists twice. That of the Job counts from the Job's start and covers everything. That of the pod template counts from the moment a node has taken the pod:
it does not run while no node does, and each of the retries (six by default) gets the whole of it again. It is often the Job's, one level too deep.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup'],

  check({ job }) {
    const { activeDeadlineSeconds: seconds, path } = job.pod
    if (seconds === undefined || job.activeDeadlineSeconds !== undefined) return undefined
    return {
      at: `${path}.activeDeadlineSeconds`,
      restsOn: [`${job.path}.activeDeadlineSeconds`],
      message: "this deadline is the pod's: it does not run while no node takes the pod, and every retry has it anew",
      help: `set ${job.path}.activeDeadlineSeconds for the whole Job`,
    }
  },

  good: [
    { title: 'at the Job', yaml: jobOf('activeDeadlineSeconds: 600') },
    { title: 'at both', yaml: jobOf('activeDeadlineSeconds: 600', 'template:', '  spec:', '    activeDeadlineSeconds: 300') },
  ],
  bad: [{ title: 'one level too deep', at: `${POD}.activeDeadlineSeconds`, yaml: podOf('activeDeadlineSeconds: 600') }],
})
