import { defineRule, type Violation } from '../../lib/rule/index.ts'

const LABELS = ['kueue.x-k8s.io/queue-name', 'kueue.x-k8s.io/priority-class', 'kueue.x-k8s.io/max-exec-time-seconds'] as const

/** Kueue queues Jobs. A CronJob's own labels do not reach them. */
export default defineRule({
  id: 'queue-label-on-cronjob',
  title: "Kueue's labels stand in the jobTemplate",
  level: 'error',
  kinds: ['CronJob'],
  rationale: `
Kueue queues Jobs by their labels. The CronJob controller copies \`spec.jobTemplate.metadata.labels\` to each Job and nothing of the CronJob's own metadata, so a label there does nothing: the Jobs start
at once, past every quota.`,
  references: ['https://kueue.sigs.k8s.io/docs/tasks/run/run_cronjobs/'],

  check({ labels, jobLabels }): Violation | undefined {
    const label = LABELS.find((name) => labels[name] !== undefined && jobLabels[name] === undefined)
    if (label === undefined) return undefined
    return {
      at: `metadata.labels[${label}]`,
      message: `the label ${label} of a CronJob reaches no Job: ${label === LABELS[0] ? 'its Jobs are never queued' : 'it has no effect'}`,
      help: 'put it into spec.jobTemplate.metadata.labels',
    }
  },

  good: [
    {
      title: 'in the jobTemplate',
      yaml: 'spec: {schedule: "0 2 * * *", jobTemplate: {metadata: {labels: {kueue.x-k8s.io/queue-name: low}}}}\n',
    },
    {
      title: 'at both',
      yaml: 'metadata: {name: a, labels: {kueue.x-k8s.io/queue-name: low}}\nspec: {schedule: "0 2 * * *", jobTemplate: {metadata: {labels: {kueue.x-k8s.io/queue-name: low}}}}\n',
    },
    { title: 'another label', yaml: 'metadata: {name: a, labels: {queue-name: low}}\nspec: {schedule: "0 2 * * *"}\n' },
  ],
  bad: [
    {
      title: 'never queued',
      at: 'metadata.labels[kueue.x-k8s.io/queue-name]',
      yaml: 'metadata: {name: a, labels: {kueue.x-k8s.io/queue-name: low}}\nspec: {schedule: "0 2 * * *"}\n',
    },
  ],
})
