import { defineRule, type Violation } from '../../lib/rule/index.ts'
import { valueAt } from '../../lib/fleet/index.ts'
import { podOf, POD } from '../example.ts'

/** Another node, another directory. */
export default defineRule({
  id: 'host-path-volume',
  title: 'Jobs keep nothing in directories of a node',
  level: 'warning',
  kinds: ['CronJob', 'Job'],
  patches: true,
  rationale: `
A \`hostPath\` is a directory of whatever node takes the pod tonight: a backup is there one night and elsewhere the next, and a writable path such as \`/\` or the runtime's socket
is the node itself. Baseline namespaces refuse it.`,
  references: ['https://kubernetes.io/docs/concepts/storage/volumes/#hostpath'],

  *check({ job: { pod } }): Generator<Violation> {
    for (const { path, name, source, value } of pod.volumes) {
      if (source !== 'hostPath') continue
      yield {
        at: `${path}.hostPath`,
        message: `volume '${name}' is ${String(valueAt(value, 'hostPath.path') ?? 'a directory')} of whatever node takes the pod`,
        help: "use a persistentVolumeClaim; for a node's maintenance pin the job to the node",
      }
    }
  },

  good: [
    { title: 'a claim', yaml: podOf('volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]') },
    { title: 'room for a run', yaml: podOf('volumes: [{name: tmp, emptyDir: {}}]') },
  ],
  bad: [
    {
      title: 'a directory of the node',
      at: `${POD}.volumes[0].hostPath`,
      yaml: podOf('volumes: [{name: data, hostPath: {path: /var/backups}}]'),
    },
  ],
})
