import type { Cluster, FleetObject } from '../../lib/fleet/cluster.ts'
import { valueAt } from '../../lib/fleet/index.ts'
import { defineRule, type FleetViolation } from '../../lib/rule/index.ts'

/** An alert that counts three failed Jobs where one is kept never fires. */
export default defineRule({
  id: 'history-shorter-than-alert',
  title: 'As many failed Jobs are kept as an alert counts',
  level: 'warning',
  rationale: `
An alert on N failures in a row counts the failed Jobs that are still there. \`failedJobsHistoryLimit\` is 1 by default, so "three failures" never comes true: the controller deletes the older
ones before the alert can count them.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#jobs-history-limits'],

  *checkFleet(cluster): Generator<FleetViolation> {
    const alerts = alertsOf(cluster)
    if (alerts.length === 0) return
    for (const workload of cluster.workloads) {
      if (workload.kind !== 'CronJob' || workload.partial || workload.name === undefined) continue
      const kept = workload.failedJobsHistoryLimit ?? 1
      const { name } = workload
      const alert = alerts.find(({ expression, count }) => count > kept && mentions(expression, name))
      if (!alert) continue
      yield {
        object: workload.object,
        at: 'spec.failedJobsHistoryLimit',
        message: `alert '${alert.name}' counts ${alert.count} failed Jobs, and ${kept === 0 ? 'none is' : `only ${kept} ${kept === 1 ? 'is' : 'are'}`} kept: it never fires`,
        help: `set failedJobsHistoryLimit to ${alert.count + 1}`,
      }
    }
  },

  good: [
    { title: 'four are kept', yaml: alertOn('report-.*', 3) + cronJob('failedJobsHistoryLimit: 4') },
    { title: 'an alert on another job', yaml: alertOn('orders-.*', 3) + cronJob('suspend: false') },
    { title: 'an alert on a single failure', yaml: alertOn('report-.*', 1) + cronJob('suspend: false') },
  ],
  bad: [
    {
      title: 'three are counted, one is kept',
      at: 'spec.failedJobsHistoryLimit',
      yaml: alertOn('report-.*', 3) + cronJob('suspend: false'),
    },
  ],
})

interface Alert {
  readonly name: string
  readonly expression: string
  readonly count: number
}

/** Alerts that compare a number of failed Jobs with a constant. */
function alertsOf({ objects }: Cluster): readonly Alert[] {
  return objects.filter(({ object }) => object.kind === 'PrometheusRule').flatMap(rulesOf)
}

function rulesOf({ value }: FleetObject): readonly Alert[] {
  const groups = valueAt(value, 'spec.groups')
  if (!Array.isArray(groups)) return []
  return groups.flatMap((group) => {
    const rules = valueAt(group, 'rules')
    if (!Array.isArray(rules)) return []
    return rules.flatMap((rule): readonly Alert[] => {
      const expression = valueAt(rule, 'expr')
      const name = valueAt(rule, 'alert')
      if (typeof expression !== 'string' || typeof name !== 'string' || !/kube_job(?:_status)?_failed/.test(expression)) return []
      // The last comparison is that of the count; those before it pick the Jobs.
      const [, operator, bound] = /\b(?:count|sum)\b/.test(expression) ? (/^[\s\S]*(>=|>|==)\s*(\d+)/.exec(expression) ?? []) : []
      return bound === undefined ? [] : [{ name, expression, count: Number(bound) + (operator === '>' ? 1 : 0) }]
    })
  })
}

/** By a selector on the Job's name or its owner. */
function mentions(expression: string, cronJob: string): boolean {
  const selectors = [...expression.matchAll(/\b(?:job_name|owner_name|cronjob)\s*=(~?)\s*"([^"]*)"/g)]
  return selectors.some(([, isPattern, text]) => (isPattern ? matches(text, cronJob) : text === cronJob))
}

function matches(pattern: string, cronJob: string): boolean {
  try {
    // Jobs are named by the minutes since 1970.
    return new RegExp(`^(?:${pattern})$`).test(cronJob) || new RegExp(`^(?:${pattern})$`).test(`${cronJob}-29999999`)
  } catch {
    return false
  }
}

function alertOn(jobs: string, count: number): string {
  return `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: { name: jobs }\nspec:\n  groups:\n    - name: jobs\n      rules:\n        - alert: JobsFail\n          expr: count(kube_job_failed{job_name=~"${jobs}"} == 1) >= ${count}\n---\n`
}

function cronJob(line: string): string {
  return `apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: report }\nspec:\n  schedule: "0 6 * * *"\n  ${line}\n  jobTemplate: { spec: { template: { spec: { containers: [{ name: a, image: "report:1.0" }] } } } }\n`
}
