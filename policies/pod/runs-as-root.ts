import { defineRule, type Violation } from '../../lib/rule/index.ts'
import { containerOf, POD, podOf } from '../example.ts'
import { securityOf } from './security.ts'

/** Root in the container is root on the node as soon as anything lets it out. */
export default defineRule({
  id: 'runs-as-root',
  title: 'No container runs as root',
  level: 'warning',
  kinds: ['CronJob', 'Job'],
  rationale: `
Most images run as root unless the manifest says otherwise. \`runAsNonRoot: true\` makes the kubelet refuse an image that would; \`runAsUser\` names a user. Pod Security's
restricted level asks for the former.`,
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted'],

  *check({ job: { pod } }): Generator<Violation> {
    for (const container of [...pod.initContainers, ...pod.containers]) {
      const user = securityOf(pod, container, 'runAsUser')
      const isRoot = user.value === 0
      if (!isRoot && (securityOf(pod, container, 'runAsNonRoot').value === true || (typeof user.value === 'number' && user.value > 0)))
        continue
      yield {
        at: isRoot ? user.path : `${container.path}.securityContext.runAsNonRoot`,
        message: isRoot
          ? `container '${container.name}' runs as root: runAsUser 0`
          : `container '${container.name}' may run as root: nothing says it must not`,
        help: 'set runAsNonRoot: true in the securityContext of the pod, and a runAsUser where the image has none',
      }
    }
  },

  good: [
    { title: 'said for the whole pod', yaml: podOf('securityContext: {runAsNonRoot: true}', 'containers: [{name: report}]') },
    { title: 'a user', yaml: containerOf('securityContext: {runAsUser: 10001}') },
  ],
  bad: [
    { title: 'nobody says so', at: `${POD}.containers[0].securityContext.runAsNonRoot`, yaml: containerOf('image: report:1.0') },
    { title: 'root by number', at: `${POD}.containers[0].securityContext.runAsUser`, yaml: containerOf('securityContext: {runAsUser: 0}') },
  ],
})
