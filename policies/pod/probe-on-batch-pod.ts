import { defineRule, type Violation } from '../../lib/rule/index.ts'
import { containerOf, podOf, POD } from '../example.ts'

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const

/** Nobody sends traffic to a batch pod, and a liveness probe kills work that is merely slow. */
export default defineRule({
  id: 'probe-on-batch-pod',
  title: 'Batch containers have no probes',
  level: 'note',
  kinds: ['CronJob', 'Job'],
  patches: true,
  rationale: `
A readiness probe decides about traffic, of which a batch pod has none. A liveness probe restarts a container that does not answer: work that is busy is started anew, and each restart counts as a
failure. What bounds a run is \`activeDeadlineSeconds\`. Sidecars may have probes.`,
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/'],

  *check({ job: { pod } }): Generator<Violation> {
    for (const { path, name, value, sidecar } of [...pod.initContainers, ...pod.containers]) {
      const probe = sidecar ? undefined : PROBES.find((field) => value[field] !== undefined && value[field] !== null)
      if (probe === undefined) continue
      yield {
        at: `${path}.${probe}`,
        atKey: true,
        message:
          probe === 'readinessProbe'
            ? `the readiness of batch container '${name}' matters to nobody`
            : `${probe} restarts '${name}' when it is merely busy, and each restart counts as a failure`,
        help: 'remove it; bound the run by activeDeadlineSeconds',
      }
    }
  },

  good: [
    { title: 'none', yaml: containerOf('image: report:1.0') },
    {
      title: 'a sidecar may be asked',
      yaml: podOf('initContainers: [{name: proxy, restartPolicy: Always, startupProbe: {tcpSocket: {port: 5432}}}]'),
    },
  ],
  bad: [
    { title: 'kills busy work', at: `${POD}.containers[0].livenessProbe`, yaml: containerOf('livenessProbe: {exec: {command: ["true"]}}') },
  ],
})
