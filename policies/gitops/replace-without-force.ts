import { defineRule, type Violation } from '../../lib/rule/index.ts'
import { isHook, listed, SYNC_OPTIONS } from './delivered.ts'
import { jobWith } from './example.ts'

/** A PUT meets the same immutable template. */
export default defineRule({
  id: 'replace-without-force',
  title: 'A Job that Argo CD replaces is replaced by force',
  level: 'error',
  kinds: ['Job'],
  rationale: `
\`Replace=true\` alone is \`kubectl replace\`: an update of the whole object, which the API server refuses for a Job, because the template is immutable and the generated selector is missing in
the manifest. Only together with \`Force=true\` Argo CD deletes the Job and creates it anew, which also runs it again.`,
  references: ['https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#force-sync'],

  check(job): Violation | undefined {
    const options = listed(job.annotations[SYNC_OPTIONS])
    if (!options.includes('Replace=true') || options.includes('Force=true') || isHook(job)) return undefined
    return {
      at: `metadata.annotations[${SYNC_OPTIONS}]`,
      message: 'Replace=true without Force=true: the update of a Job is refused all the same',
      help: "write 'Force=true,Replace=true', knowing that the Job then runs at every sync that changes it",
    }
  },

  good: [
    { title: 'both', yaml: jobWith('annotations: {argocd.argoproj.io/sync-options: "Replace=true, Force=true"}') },
    { title: 'switched off', yaml: jobWith('annotations: {argocd.argoproj.io/sync-options: Replace=false}') },
    {
      title: 'a hook is deleted first',
      yaml: jobWith('annotations: {argocd.argoproj.io/hook: Sync, argocd.argoproj.io/sync-options: Replace=true}'),
    },
  ],
  bad: [
    {
      title: 'Replace alone',
      at: `metadata.annotations[${SYNC_OPTIONS}]`,
      yaml: jobWith('annotations: {argocd.argoproj.io/sync-options: "Prune=false,Replace=true"}'),
    },
  ],
})
