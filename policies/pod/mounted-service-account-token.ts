import { defineRule } from '../../lib/rule/index.ts'
import { podOf, POD } from '../example.ts'

/** Every pod gets a key to the API, whether it talks to it or not. */
export default defineRule({
  id: 'mounted-service-account-token',
  title: 'A job that does not talk to the API has no token for it',
  level: 'note',
  kinds: ['CronJob', 'Job'],
  rationale: `
Unless the pod or its account says otherwise, a token of the account is mounted into every container. A job under the \`default\` account that never talks to the API gains nothing by it; whoever breaks into it
does. Jobs that name an account of their own are left alone.`,
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting',
  ],

  check({ job: { pod } }) {
    const named = pod.serviceAccountName !== undefined && pod.serviceAccountName !== 'default'
    if (named || pod.automountServiceAccountToken === false) return undefined
    return {
      at: `${pod.path}.automountServiceAccountToken`,
      message: 'the token of the default account is mounted into every container',
      help: 'set automountServiceAccountToken: false, or name an account with the rights that the job needs',
    }
  },

  good: [
    { title: 'no token', yaml: podOf('automountServiceAccountToken: false') },
    { title: 'an account of its own', yaml: podOf('serviceAccountName: cleaner') },
  ],
  bad: [{ title: 'nothing said', at: `${POD}.automountServiceAccountToken`, yaml: podOf('restartPolicy: Never') }],
})
