import { defineRule, type Violation } from '../../lib/rule/index.ts'

/** Somebody must know whom to call at 02:00. */
export default defineRule({
  id: 'missing-owner',
  title: 'A job names the team that answers for it',
  level: 'note',
  kinds: ['CronJob', 'Job'],
  rationale: `
A job that fails at night is found by whoever looks at the cluster, not by whoever wrote it. A label or an annotation with the owner lets alerts be routed and lets a platform team ask before it deletes
a job that has failed for months. Which key says it is a convention of each company, so no policy has this rule on.`,
  references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/'],
  options: {
    keys: {
      default: ['owner', 'team', 'app.kubernetes.io/owner', 'app.kubernetes.io/team', 'backstage.io/owner', 'cronwright.dev/owner'],
      description: 'labels or annotations of which one must be there',
    },
  },

  check({ labels, annotations }, { options }): Violation | undefined {
    const keys = options.keys as readonly string[]
    if (keys.some((key) => (labels[key] ?? annotations[key] ?? '').trim() !== '')) return undefined
    return {
      at: 'metadata.labels',
      message: `nobody is named as the owner: none of the labels and annotations ${keys.join(', ')} is set`,
      help: `set the label ${keys[0]}`,
    }
  },

  good: [
    { title: 'a label', yaml: 'metadata: {name: a, labels: {team: payments}}\nspec: {schedule: "0 2 * * *"}\n' },
    { title: 'an annotation', yaml: 'metadata: {name: a, annotations: {owner: payments@example.com}}\nspec: {schedule: "0 2 * * *"}\n' },
    {
      title: 'what the constructs write',
      yaml: 'metadata: {name: a, labels: {cronwright.dev/owner: payments}}\nspec: {schedule: "0 2 * * *"}\n',
    },
    {
      title: 'a key of your own',
      options: { keys: ['example.com/squad'] },
      yaml: 'metadata: {name: a, labels: {example.com/squad: blue}}\nspec: {schedule: "0 2 * * *"}\n',
    },
  ],
  bad: [
    { title: 'no label', at: 'metadata.labels', yaml: 'metadata: {name: a, labels: {app: a}}\nspec: {schedule: "0 2 * * *"}\n' },
    { title: 'an empty one', at: 'metadata.labels', yaml: 'metadata: {name: a, labels: {team: ""}}\nspec: {schedule: "0 2 * * *"}\n' },
  ],
})
