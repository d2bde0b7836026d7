import { instantText, quotaExcesses, timetable, type Entry, type QuotaExcess } from '../../lib/calendar/index.ts'
import { declaredDuration, formatDuration } from '../../lib/fleet/index.ts'
import { amountText } from '../../lib/kubernetes/index.ts'
import { defineRule } from '../../lib/rule/index.ts'
import { jobs } from '../example-jobs.ts'
import { wholeMinute, YEAR } from './range.ts'

/** What is exceeded for certain: runs that start at the same instant are there together for at least a second, however short they are. */
export default defineRule({
  id: 'peak-exceeds-quota',
  title: 'The CronJobs of a namespace fit into its ResourceQuota at their busiest instant',
  level: 'warning',
  rationale: `
A quota holds for the pods that are there at the same time. Where CronJobs meet, the API server refuses the pods that come last (\`exceeded quota\`), the Jobs wait and try again with growing pauses, and runs end late
or miss their deadline, only on the nights on which all of them meet. Requests, limits, \`pods\` and \`count/jobs.batch\` are added up for every instant of the coming year; scopes that leave a pod out are
understood, and quotas whose scopes depend on more than the pod are left alone. A run counts for as long as \`cronwright.dev/expected-duration\` says, and for one second
where nobody says it; under Forbid and Replace one run at a time. Finished Jobs and other workloads of the namespace come on top.`,
  references: ['https://kubernetes.io/docs/concepts/policy/resource-quotas/'],

  *checkFleet(cluster, { now }) {
    const limited = new Set(
      cluster.objects.filter(({ object }) => object.kind === 'ResourceQuota').map(({ object }) => object.namespace ?? 'default'),
    )
    if (limited.size === 0) return
    const from = wholeMinute(now)
    const workloads = cluster.workloads.filter(({ namespace = 'default' }) => limited.has(namespace))
    const [entries] = timetable([{ ...cluster, workloads }], { from, until: from + YEAR })
    const told = new Set<string>()
    for (const excess of quotaExcesses(cluster, entries, YEAR, ({ cronJob }) => declaredDuration(cronJob) ?? 1)) {
      const { namespace, quota, resource, most, limit, count, totalSeconds, peak, entries: busy } = excess
      // One pod that is too large for itself, and one resource under two names, are no matter of time.
      const key = `${namespace} ${quota} ${resource.replace(/^requests\./, '')}`
      if (busy.length < 2 || told.has(key)) continue
      told.add(key)
      yield {
        object: busy[busy.length - 1].cronJob.object,
        at: 'spec.schedule',
        message: `at ${instantText(from + peak.from)} ${names(busy)} together take ${amountText(most, resource)}, the quota ${quota} of ${namespace} allows ${amountText(limit, resource)} (${resource}); ${often(count, totalSeconds)} in the coming year`,
        help: 'let them start apart, or raise the quota',
      }
    }
  },

  good: [
    { title: 'half an hour apart', yaml: withQuota('pods: "2"', '0 2 * * *', '30 2 * * *', '0 3 * * *') },
    { title: 'as many as allowed', yaml: withQuota('pods: "3"', '0 2 * * *', '0 2 * * *', '0 2 * * *') },
    {
      title: 'the quota is of another namespace',
      yaml: withQuota('pods: "2"', '0 2 * * *', '0 2 * * *', '0 2 * * *').replace(
        'namespace: shop}\nspec: {hard',
        'namespace: other}\nspec: {hard',
      ),
    },
    {
      title: 'the quota counts pods with a deadline of their own only',
      yaml: withQuota('pods: "2"}, scopes: [Terminating', '0 2 * * *', '0 2 * * *', '0 2 * * *').replace('[Terminating}', '[Terminating]'),
    },
  ],
  bad: [
    { title: 'three at two, two allowed', at: 'spec.schedule', yaml: withQuota('pods: "2"', '0 2 * * *', '0 2 * * *', '0 2 * * *') },
    {
      title: 'the first is still busy when the others start',
      at: 'spec.schedule',
      yaml: withQuota('requests.cpu: 700m', '0 2 * * *', '10 2 * * *', '15 2 * * *'),
    },
  ],
})

function names(entries: readonly Entry[]): string {
  const shown = entries.slice(0, 5).map(({ key }) => key)
  return entries.length > shown.length
    ? `${shown.join(', ')} and ${entries.length - shown.length} more`
    : `${shown.slice(0, -1).join(', ')} and ${shown[shown.length - 1]}`
}

function often(count: number, totalSeconds: QuotaExcess['totalSeconds']): string {
  return `${count === 1 ? 'once' : `${count} times`}, ${formatDuration(totalSeconds)} in all`
}

function withQuota(hard: string, ...schedules: readonly string[]): string {
  const quota = `apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: batch, namespace: shop}\nspec: {hard: {${hard}}}\n`
  const list = schedules.map((schedule, index) => ({
    ...{ name: ['dump', 'report', 'sync'][index], namespace: 'shop', schedule, annotations: 'cronwright.dev/expected-duration: 20m' },
    container: 'resources: {requests: {cpu: 250m}}',
  }))
  return `${quota}---\n${jobs(...list)}`
}
