import { defineRule, type Violation } from '../../lib/rule/index.ts'
import { valueAt } from '../../lib/fleet/index.ts'
import { containerOf, podOf, POD } from '../example.ts'

/** Without a profile every system call is allowed. */
export default defineRule({
  id: 'missing-seccomp-profile',
  title: 'Containers run under a seccomp profile',
  level: 'note',
  kinds: ['CronJob', 'Job'],
  rationale: `
Unless the kubelet is told to default it, a container without a seccomp profile is Unconfined: it may use every system call of the kernel. \`RuntimeDefault\` leaves out those that batch work never
needs, and the restricted level of Pod Security asks for it.`,
  references: ['https://kubernetes.io/docs/tutorials/security/seccomp/'],

  check({ job: { pod } }): Violation | undefined {
    if (valueAt(pod.securityContext, 'seccompProfile.type') !== undefined) return undefined
    const without = [...pod.initContainers, ...pod.containers].filter(
      ({ securityContext }) => valueAt(securityContext, 'seccompProfile.type') === undefined,
    )
    if (without.length === 0 && pod.containers.length > 0) return undefined
    return {
      at: `${pod.path}.securityContext.seccompProfile`,
      message: 'no seccomp profile: every system call is allowed',
      help: 'set seccompProfile: {type: RuntimeDefault} for the pod',
    }
  },

  good: [
    { title: 'for the whole pod', yaml: podOf('securityContext: {seccompProfile: {type: RuntimeDefault}}') },
    { title: 'at each container', yaml: containerOf('securityContext: {seccompProfile: {type: RuntimeDefault}}') },
  ],
  bad: [{ title: 'none', at: `${POD}.securityContext.seccompProfile`, yaml: containerOf('image: report:1.0') }],
})
