import { defineRule, type Violation } from '../../lib/rule/index.ts'
import { valueAt } from '../../lib/fleet/index.ts'
import { containerOf, POD } from '../example.ts'

/** What restricted namespaces still allow. */
const HARMLESS = new Set(['NET_BIND_SERVICE'])

/** Each capability is a part of root. */
export default defineRule({
  id: 'added-capabilities',
  title: 'No container is given capabilities',
  level: 'warning',
  kinds: ['CronJob', 'Job'],
  patches: true,
  rationale: `
A capability is a part of what root may do: \`SYS_ADMIN\` is nearly all of it, \`DAC_OVERRIDE\` reads every file. Batch work hardly ever needs one. Restricted namespaces allow \`NET_BIND_SERVICE\` alone.`,
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted'],

  *check({ job: { pod } }): Generator<Violation> {
    for (const { path, name, securityContext } of [...pod.initContainers, ...pod.containers]) {
      const added = valueAt(securityContext, 'capabilities.add')
      const harmful = Array.isArray(added) ? added.filter((capability) => !HARMLESS.has(String(capability).replace(/^CAP_/, ''))) : []
      if (harmful.length === 0) continue
      yield {
        at: `${path}.securityContext.capabilities.add`,
        message: `container '${name}' is given ${harmful.join(', ')}`,
        help: 'drop ALL, and add what the work cannot do without',
      }
    }
  },

  good: [
    { title: 'all dropped', yaml: containerOf('securityContext: {capabilities: {drop: [ALL]}}') },
    { title: 'a low port', yaml: containerOf('securityContext: {capabilities: {add: [NET_BIND_SERVICE]}}') },
  ],
  bad: [
    {
      title: 'nearly root',
      at: `${POD}.containers[0].securityContext.capabilities.add`,
      yaml: containerOf('securityContext: {capabilities: {add: [SYS_ADMIN]}}'),
    },
  ],
})
