import type { Container, Workload } from '../../lib/fleet/workload.ts'
import { scriptsOf } from '../../lib/fleet/index.ts'
import { defineRule, type FleetViolation } from '../../lib/rule/index.ts'
import { writesOf } from '../../lib/script/index.ts'
import { containerOf, POD, podOf } from '../example.ts'

/** What somebody will look for tomorrow: results, not scratch files. */
const RESULT = /result|report|backup|dump|export|output|summary|archive|\.(?:sql|csv|tar|t?gz|zip|html|pdf|parquet|bak)\b/i
/** Sources that are still there when the pod has gone. */
const PASSING = new Set(['emptyDir', 'configMap', 'secret', 'downwardAPI', 'projected'])

/** The pod goes, and what it wrote goes with it. */
export default defineRule({
  id: 'lost-output',
  title: 'Results are written to a volume that lasts',
  level: 'warning',
  rationale: `
The file system of a container and an emptyDir live as long as the pod. A backup, a report or a result that is written there, and neither uploaded nor read by another container, is gone when the Job is
cleaned up. It looks as if it worked: the Job is complete.`,
  references: ['https://kubernetes.io/docs/concepts/storage/volumes/#emptydir'],

  *checkFleet(cluster): Generator<FleetViolation> {
    for (const { object, path, text, workload, container } of scriptsOf(cluster)) {
      const runs = container ? [container] : [...workload.job.pod.initContainers, ...workload.job.pod.containers]
      const lost = writesOf(text).find(
        (write) => RESULT.test(write.path) && !write.readLater && runs.every((each) => !isKept(workload, each, write.path)),
      )
      if (!lost) continue
      yield {
        object,
        at: path,
        part: { from: lost.from, to: lost.to },
        message: `${lost.path} is gone with the pod: no volume that lasts is mounted there`,
        help: 'mount a persistentVolumeClaim there, or upload the file before the script ends',
      }
    }
  },

  good: [
    {
      title: 'on a claim',
      yaml: podOf(
        'volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]',
        'containers:',
        '- name: dump',
        '  command: [sh, -c, "pg_dump orders > /backup/orders.sql"]',
        '  volumeMounts: [{name: data, mountPath: /backup}]',
      ),
    },
    {
      title: 'uploaded',
      yaml: containerOf('command: [sh, -c, "pg_dump orders > /tmp/orders.sql && aws s3 cp /tmp/orders.sql s3://backups/"]'),
    },
    { title: 'a scratch file', yaml: containerOf('command: [sh, -c, "date > /tmp/started"]') },
  ],
  bad: [
    {
      title: 'in the container',
      at: `${POD}.containers[0].command[2]`,
      yaml: containerOf('command: [sh, -c, "pg_dump orders > /tmp/orders.sql"]'),
    },
    {
      title: 'in an emptyDir',
      at: `${POD}.containers[0].command[2]`,
      yaml: podOf(
        'volumes: [{name: data, emptyDir: {}}]',
        'containers:',
        '- name: dump',
        '  command: [sh, -c, "pg_dump orders > /backup/orders.sql"]',
        '  volumeMounts: [{name: data, mountPath: /backup}]',
      ),
    },
  ],
})

/** The volume that is mounted nearest above the path lasts, or another container of the pod has it too. */
function isKept({ job: { pod } }: Workload, container: Container, path: string): boolean {
  const [mount] = container.volumeMounts
    .filter(({ mountPath = '' }) => path === mountPath || path.startsWith(mountPath.endsWith('/') ? mountPath : `${mountPath}/`))
    .sort((a, b) => (b.mountPath?.length ?? 0) - (a.mountPath?.length ?? 0))
  if (!mount) return false
  const volume = pod.volumes.find(({ name }) => name === mount.name)
  // A claim template of an operator, or a patch that brings the volume: nobody knows.
  if (!volume || !PASSING.has(volume.source)) return true
  return [...pod.initContainers, ...pod.containers].some(
    (other) => other.path !== container.path && other.volumeMounts.some(({ name }) => name === mount.name),
  )
}
