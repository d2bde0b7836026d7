import { defineRule } from '../../lib/rule/index.ts'

/** A few seconds are less than a busy control plane needs. */
export default defineRule({
  id: 'tight-starting-deadline',
  title: 'A starting deadline leaves the controller time to come round',
  level: 'note',
  kinds: ['CronJob'],
  patches: true,
  rationale: `
The controller of today wakes a tenth of a second after the scheduled time, so a deadline of a few seconds works on a good day. Under load, during an upgrade of the control plane or
a change of its leader it does not, and the run is dropped. The documentation warns of less than ten seconds.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#starting-deadline'],

  check({ startingDeadlineSeconds: seconds }) {
    if (seconds === undefined || !(seconds >= 1 && seconds <= 9)) return undefined
    return {
      at: 'spec.startingDeadlineSeconds',
      message: `a run that is ${seconds} s late is dropped: a busy control plane is later than that`,
      help: 'give it at least a minute, and less than the interval between two runs',
    }
  },

  good: [
    { title: 'five minutes', yaml: 'spec:\n  startingDeadlineSeconds: 300\n' },
    { title: 'ten seconds', yaml: 'spec:\n  startingDeadlineSeconds: 10\n' },
  ],
  bad: [{ title: 'five seconds', at: 'spec.startingDeadlineSeconds', yaml: 'spec:\n  startingDeadlineSeconds: 5\n' }],
})
