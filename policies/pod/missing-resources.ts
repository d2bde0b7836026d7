import { defineRule, type Violation } from '../../lib/rule/index.ts'
import { valueAt } from '../../lib/fleet/index.ts'
import { containerOf, POD } from '../example.ts'

const WANTED = ['requests.cpu', 'requests.memory', 'limits.memory'] as const

/** Without requests the scheduler packs batch work onto full nodes; without a memory limit one job takes its neighbours down. */
export default defineRule({
  id: 'missing-resources',
  title: 'Every container says what it needs',
  level: 'warning',
  kinds: ['CronJob', 'Job'],
  rationale: `
A container without requests counts as nothing: nightly jobs that all start at 02:00 land on one node, and are the first to be evicted. Without a memory limit a job that grows takes the
node's memory from everybody. A quota on the namespace refuses such pods altogether. A limit of CPU only makes batch work slower.`,
  references: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/'],

  *check({ job }): Generator<Violation> {
    // Since 1.34 the pod as a whole may say it.
    if (job.pod.value.resources !== undefined) return
    for (const { path, name, resources } of [...job.pod.initContainers, ...job.pod.containers]) {
      const missing = WANTED.filter(
        (amount) =>
          valueAt(resources, amount) === undefined &&
          !(amount.startsWith('requests') && valueAt(resources, amount.replace('requests', 'limits')) !== undefined),
      )
      if (missing.length === 0) continue
      yield {
        at: `${path}.resources`,
        message: `container '${name}' has no ${missing.join(', ')}`,
        help: 'measure a run, request that, and limit memory to somewhat more',
      }
    }
  },

  good: [
    {
      title: 'requests and a limit of memory',
      yaml: containerOf('resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}'),
    },
    { title: 'a limit is a request as well', yaml: containerOf('resources: {limits: {cpu: "1", memory: 256Mi}}') },
  ],
  bad: [
    { title: 'nothing said', at: `${POD}.containers[0].resources`, yaml: containerOf('image: report:1.0') },
    {
      title: 'memory without bound',
      at: `${POD}.containers[0].resources`,
      yaml: containerOf('resources: {requests: {cpu: 100m, memory: 128Mi}}'),
    },
  ],
})
