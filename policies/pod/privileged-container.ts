import { defineRule, type Violation } from '../../lib/rule/index.ts'
import { containerOf, POD } from '../example.ts'

/** A privileged container is the node. */
export default defineRule({
  id: 'privileged-container',
  title: 'No container is privileged',
  level: 'warning',
  kinds: ['CronJob', 'Job'],
  patches: true,
  rationale: `
\`privileged: true\` gives a container every capability and every device of the node: who controls the job controls the node. \`allowPrivilegeEscalation: true\` lets a process gain rights by setuid programs;
restricted namespaces refuse both.`,
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline'],

  *check({ job: { pod } }): Generator<Violation> {
    for (const { path, name, securityContext } of [...pod.initContainers, ...pod.containers]) {
      if (securityContext?.privileged !== true) continue
      yield {
        at: `${path}.securityContext.privileged`,
        message: `container '${name}' is privileged: it may do to the node whatever it likes`,
        help: 'add the one capability or device that is needed instead',
      }
    }
  },

  good: [
    { title: 'not privileged', yaml: containerOf('securityContext: {privileged: false}') },
    { title: 'nothing said', yaml: containerOf('image: report:1.0') },
  ],
  bad: [
    {
      title: 'privileged',
      at: `${POD}.containers[0].securityContext.privileged`,
      yaml: containerOf('securityContext: {privileged: true}'),
    },
  ],
})
