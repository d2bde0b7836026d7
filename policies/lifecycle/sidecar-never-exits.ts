import type { Container } from '../../lib/fleet/workload.ts'
import { defineRule } from '../../lib/rule/index.ts'
import { podOf, POD } from '../example.ts'

/** Programs that serve until somebody stops them, as people put them beside a batch container. Names of images, without registry and tag. */
const SERVERS =
  /(?:^|\/)(?:cloud-sql-proxy|cloudsql-proxy|gce-proxy|envoy|istio-proxyv2|proxyv2|linkerd-proxy|nginx|haproxy|pgbouncer|fluentd|fluent-bit|filebeat|vector|promtail|statsd-exporter|otel-collector\S*|opentelemetry-collector\S*|oauth2-proxy|kube-rbac-proxy|memcached)(?:[:@]|$)/

/** A second container that serves for ever keeps the Job from completing. */
export default defineRule({
  id: 'sidecar-never-exits',
  title: 'What runs beside a batch container is a sidecar of Kubernetes',
  level: 'warning',
  kinds: ['CronJob', 'Job'],
  patches: true,
  rationale: `
A Job is complete when all its containers have ended. A proxy or log shipper that stands beside the worker in \`containers\` serves for ever, so the Job never completes; under Forbid no later run comes.
Since 1.29 an init container with \`restartPolicy: Always\` is a sidecar: it starts first, runs beside the containers, and does not count.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#jobs-with-sidecar-containers'],

  check({ job }) {
    const { containers } = job.pod
    const server = containers.length > 1 ? containers.find(servesForEver) : undefined
    if (!server || containers.every(servesForEver)) return undefined
    return {
      at: `${server.path}.image`,
      message: `container '${server.name}' serves for ever beside the work: the Job never completes`,
      help: 'make it an init container with restartPolicy: Always, which runs beside the others and does not count',
    }
  },

  good: [
    {
      title: 'a sidecar',
      yaml: podOf(
        'initContainers: [{name: proxy, image: "cloud-sql-proxy:2.11", restartPolicy: Always}]',
        'containers: [{name: report, image: "report:1.0"}]',
      ),
    },
    { title: 'two workers', yaml: podOf('containers: [{name: dump, image: "postgres:16.4"}, {name: ship, image: "rclone/rclone:1.67"}]') },
    {
      title: 'the worker stops it',
      yaml: podOf(
        'containers: [{name: report, image: "report:1.0"}, {name: proxy, image: "cloud-sql-proxy:2.11", args: ["--quitquitquit"]}]',
      ),
    },
  ],
  bad: [
    {
      title: 'a proxy beside the worker',
      at: `${POD}.containers[1].image`,
      yaml: podOf(
        'containers:',
        '- {name: report, image: "report:1.0"}',
        '- {name: proxy, image: "gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11"}',
      ),
    },
  ],
})

/** Not where the container has a command of its own, or a way to be told to stop. */
function servesForEver({ image = '', command, args = [] }: Container): boolean {
  return SERVERS.test(image) && command === undefined && !args.some((word) => /quitquitquit|shutdown|exit|timeout|once/i.test(word))
}
