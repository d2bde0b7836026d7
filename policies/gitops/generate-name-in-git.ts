import { valueAt } from '../../lib/fleet/index.ts'
import { defineRule, type Violation } from '../../lib/rule/index.ts'
import { HOOK } from './delivered.ts'

/** What has no name cannot be applied, only created. */
export default defineRule({
  id: 'generate-name-in-git',
  title: 'An object in Git has a name, unless it is a hook',
  level: 'warning',
  kinds: ['CronJob', 'Job'],
  rationale: `
With \`generateName\` the API server invents a new name at every create. \`kubectl apply\`, Flux and Argo CD compare what is in Git with what is in the cluster by name, so they refuse such an object
or never find it again. Argo CD makes a name for hooks alone; a person can run \`kubectl create -f\`.`,
  references: ['https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/#generate-name'],

  check(workload): Violation | undefined {
    const prefix = valueAt(workload.value, 'metadata.generateName')
    if (typeof prefix !== 'string' || workload.name !== undefined || workload.annotations[HOOK] !== undefined) return undefined
    return {
      at: 'metadata.generateName',
      message: `generateName '${prefix}' without a name: apply and the GitOps tools need one to find the object again`,
      help: 'give it metadata.name; for a Job that runs at every sync, make it a hook',
    }
  },

  good: [
    { title: 'a name', yaml: 'metadata: {name: nightly-report}\nspec: {schedule: "0 2 * * *"}\n' },
    {
      title: 'a hook',
      yaml: 'apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: smoke-test-, annotations: {argocd.argoproj.io/hook: PostSync}}\n',
    },
    { title: 'the name counts', yaml: 'metadata: {name: report, generateName: report-}\nspec: {schedule: "0 2 * * *"}\n' },
  ],
  bad: [{ title: 'no name', at: 'metadata.generateName', yaml: 'apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: migrate-}\n' }],
})
