import { defineRule } from '../../lib/rule/index.ts'

/** A CronJob's name has 52 characters at most, for the controller appends eleven to name each Job. */
export default defineRule({
  id: 'too-long',
  title: 'No name and no value is longer than the API server takes',
  level: 'error',
  rationale: `
The controller names a Job after its CronJob, a dash and ten digits, and a Job's name becomes a label of 63 characters at most: so a CronJob's name has 52
characters at most, generated ones included. A Job's name has 63, label values have 63, annotations together 256 KiB.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#writing-a-cronjob-spec'],

  explains: [
    { stage: 'validation', reasons: ['FieldValueTooLong'] },
    {
      stage: 'validation',
      reasons: ['FieldValueInvalid'],
      when: ({ message }) => /must be no more than \d+ (?:characters|bytes)/.test(message),
    },
  ],
  message({ field, message }) {
    const limit = /(\d+) (characters|bytes)/.exec(message)
    return limit ? `${field} is longer than ${limit[1]} ${limit[2]}` : `${field} is too long`
  },
  help: ({ field }) => (field === 'metadata.name' ? 'shorten the name; the controller appends eleven characters for each Job' : undefined),

  good: [
    {
      title: 'a name of 52 characters',
      yaml: 'metadata:\n  name: orders-database-backup-to-the-archive-in-region-west\nspec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers: [{name: dump, image: "postgres:16"}]\n',
    },
    {
      title: 'a short name',
      yaml: 'metadata:\n  name: orders-backup\nspec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers: [{name: dump, image: "postgres:16"}]\n',
    },
  ],
  bad: [
    {
      title: 'a name of 60 characters',
      at: 'metadata.name',
      yaml: 'metadata:\n  name: orders-database-backup-to-the-archive-in-the-secondary-region\nspec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers: [{name: dump, image: "postgres:16"}]\n',
    },
  ],
})
