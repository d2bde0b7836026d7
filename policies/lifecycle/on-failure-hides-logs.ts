import { defineRule } from '../../lib/rule/index.ts'
import { podOf, POD } from '../example.ts'

/** When the limit is reached, the pod and its logs are deleted. */
export default defineRule({
  id: 'on-failure-hides-logs',
  title: 'The logs of a failed run stay',
  level: 'note',
  kinds: ['CronJob', 'Job'],
  patches: true,
  rationale: `
With \`restartPolicy: OnFailure\` the container restarts inside the same pod. When the restarts reach \`backoffLimit\`, the Job fails and the controller deletes the pod that is still running: with it go the
logs of the last try, when they are needed. With \`Never\` each try is a pod of its own, and failed pods stay until the Job is removed.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/job/#handling-pod-and-container-failures'],

  check({ job }) {
    if (job.pod.restartPolicy !== 'OnFailure') return undefined
    return {
      at: `${job.pod.path}.restartPolicy`,
      message: 'OnFailure: when the last try fails the pod is deleted, and its logs with it',
      help: 'restartPolicy: Never keeps a pod for every failed try; or ship logs elsewhere',
    }
  },

  good: [
    { title: 'a pod for each try', yaml: podOf('restartPolicy: Never') },
    { title: 'left out, which the server refuses', yaml: podOf('serviceAccountName: report') },
  ],
  bad: [{ title: 'restarts in one pod', at: `${POD}.restartPolicy`, yaml: podOf('restartPolicy: OnFailure') }],
})
