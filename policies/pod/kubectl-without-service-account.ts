import { defineRule, type Violation } from '../../lib/rule/index.ts'
import { containerOf, POD, podOf } from '../example.ts'

const CALL = /(?:^|[\s;&|(`])(?:\/\S+\/)?kubectl(?=\s|$)/m

/** The default account may not do anything, or somebody gave every pod of the namespace its rights. */
export default defineRule({
  id: 'kubectl-without-service-account',
  title: 'A job that calls kubectl names its own service account',
  level: 'warning',
  kinds: ['CronJob', 'Job'],
  rationale: `
Without \`serviceAccountName\` a pod runs as \`default\` of its namespace. It has no rights, so kubectl is answered Forbidden; where somebody granted it some, every
other pod of the namespace has them too.`,
  references: ['https://kubernetes.io/docs/concepts/security/service-accounts/#default-service-accounts'],

  *check({ job: { pod } }): Generator<Violation> {
    if (pod.serviceAccountName !== undefined && pod.serviceAccountName !== 'default') return
    if (pod.value.serviceAccount !== undefined && pod.value.serviceAccount !== 'default') return
    for (const { path, command = [], args = [], env, volumeMounts } of [...pod.initContainers, ...pod.containers]) {
      const words = [...command, ...args]
      const calls = words.some((word) => word.includes('kubectl') && CALL.test(word.replace(/^\s*#.*$/gm, '')))
      if (!calls) continue
      const ownConfig =
        env.some(({ name }) => name === 'KUBECONFIG') || words.some((word) => /--kubeconfig|KUBECONFIG=|kubectl config|\.kube\b/.test(word))
      if (ownConfig || volumeMounts.some(({ mountPath }) => mountPath?.includes('.kube'))) continue
      yield {
        at: `${pod.path}.serviceAccountName`,
        restsOn: [path],
        message: `kubectl runs as the account ${pod.serviceAccountName ?? 'default'} of the namespace, which has no rights of its own`,
        help: 'name a service account with a Role for what the job does',
      }
      return
    }
  },

  good: [
    { title: 'own account', yaml: podOf('serviceAccountName: cleaner', 'containers:', '  - {name: clean, command: [kubectl, get, pods]}') },
    { title: 'another cluster by kubeconfig', yaml: containerOf('command: [kubectl, --kubeconfig=/etc/remote, get, pods]') },
    { title: 'an image of that name', yaml: containerOf('image: example.com/kubectl:1.30.1', 'command: [ls]') },
  ],
  bad: [{ title: 'default account', at: `${POD}.serviceAccountName`, yaml: containerOf('command: [sh, -c, "kubectl delete job old"]') }],
})
