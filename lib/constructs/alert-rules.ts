import type { Duration } from 'cdk8s'
import { ApiObject, Chart } from 'cdk8s'
import type { Construct } from 'constructs'
import { longestInterval, offsetChanges } from '../schedule/index.ts'
import type { Alerts } from './alerts.ts'
import { refuse } from './refuse.ts'
import type { Schedule } from './schedule.ts'

/** The job that alerts are about. */
export interface WatchedJob {
  readonly name: string
  readonly schedule: Schedule
  readonly startingDeadline: Duration
  readonly activeDeadline: Duration
  readonly expectedDuration?: Duration | undefined
  readonly owner?: string | undefined
}

/** The PrometheusRule of a job. */
export function emitAlerts(scope: Construct, alerts: Alerts, job: WatchedJob): ApiObject {
  const { severity, labels, runbook, failures } = alerts.props
  const { namespace } = Chart.of(scope)
  const where = namespace === undefined ? '' : `namespace="${namespace}",`
  const alert = (name: string, expr: string, summary: string): Readonly<Record<string, unknown>> => ({
    alert: name,
    expr,
    labels: { severity, ...(job.owner === undefined ? {} : { owner: job.owner }) },
    annotations: { summary, ...(runbook === undefined ? {} : { runbook_url: runbook }) },
  })
  const missed = missedAfter(alerts, job)
  const long = tooLongAfter(alerts, job)
  return new ApiObject(scope, 'alerts', {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: `${job.name}-alerts`, ...(labels === undefined ? {} : { labels: { ...labels } }) },
    spec: {
      groups: [
        {
          name: `cronwright.${namespace === undefined ? '' : `${namespace}.`}${job.name}`,
          rules: [
            ...(missed === undefined
              ? []
              : [alert('CronJobRunMissed', missedExpression(where, job.name, missed), `${job.name} had no success for ${missed} seconds`)]),
            alert(
              'CronJobRunFailed',
              failedExpression(where, job.name, failures),
              failures === 1 ? `${job.name} failed` : `${job.name} failed ${failures} times in a row`,
            ),
            alert('CronJobRunTooLong', longExpression(where, job.name, long), `${job.name} has run for more than ${long} seconds`),
          ],
        },
      ],
    },
  })
}

/** A run of a one-time job is missed by nobody's clock: it has no next one. */
function missedAfter({ props }: Alerts, { schedule, startingDeadline, activeDeadline }: WatchedJob): number | undefined {
  const longest = longestInterval(schedule.parsed)
  if (schedule.onlyAt !== undefined || longest === undefined) return undefined
  const needed = longest + startingDeadline.toSeconds() + activeDeadline.toSeconds() + clockChange(schedule.timeZone)
  if (props.missedAfter === undefined) return needed
  if (props.missedAfter.toSeconds() <= longest)
    refuse(
      'alerts.missedAfter',
      `more than the ${longest} seconds between two runs`,
      'a job that is on time is not told',
      props.missedAfter,
    )
  return props.missedAfter.toSeconds()
}

/** Seconds by which a day can be longer than the clock on the wall says. Fixed years: synthesis does not depend on the day it runs. */
function clockChange(timeZone: string): number {
  const changes = offsetChanges(timeZone, Date.UTC(2026, 0, 1) / 1000, Date.UTC(2036, 0, 1) / 1000)
  return Math.max(0, ...[...changes].map(({ before, after }) => before - after))
}

function tooLongAfter({ props }: Alerts, { activeDeadline, expectedDuration }: WatchedJob): number {
  const deadline = activeDeadline.toSeconds()
  if (props.tooLongAfter === undefined)
    return Math.floor(Math.min(deadline * 0.9, expectedDuration ? 2 * expectedDuration.toSeconds() : Infinity))
  if (props.tooLongAfter.toSeconds() >= deadline || props.tooLongAfter.toSeconds() < 1)
    refuse(
      'alerts.tooLongAfter',
      `from 1 second to less than the activeDeadline of ${deadline} seconds`,
      'it comes before the run is ended',
      props.tooLongAfter,
    )
  return props.tooLongAfter.toSeconds()
}

/* `max by` takes away the labels of the scrape: without it, series of a kube-state-metrics that restarted do not meet. */

function missedExpression(where: string, name: string, seconds: number): string {
  const of = (metric: string): string => `max by (namespace, cronjob) (${metric}{${where}cronjob="${name}"})`
  return `(
  time() - ${of('kube_cronjob_status_last_successful_time')} > ${seconds}
  or
  (time() - ${of('kube_cronjob_created')} > ${seconds}
    unless on (namespace, cronjob) ${of('kube_cronjob_status_last_successful_time')})
)
unless on (namespace, cronjob) (${of('kube_cronjob_spec_suspend')} == 1)`
}

/** The Jobs of the CronJob, with its name as label `cronjob`. */
function owned(where: string, name: string): string {
  return `max by (namespace, job_name, cronjob) (
    label_replace(kube_job_owner{${where}owner_kind="CronJob",owner_name="${name}"}, "cronjob", "$1", "owner_name", "(.+)"))`
}

/** Failed Jobs that started after the last success, or at all when there is none. */
function failedExpression(where: string, name: string, failures: number): string {
  const selector = where === '' ? '' : `{${where.slice(0, -1)}}`
  const failed = `((max by (namespace, job_name) (kube_job_status_start_time${selector})
    * on (namespace, job_name) group_left (cronjob) ${owned(where, name)})
    and on (namespace, job_name) (max by (namespace, job_name) (kube_job_failed{${where}condition="true"}) == 1))`
  const success = `max by (namespace, cronjob) (kube_cronjob_status_last_successful_time{${where}cronjob="${name}"})`
  return `(
  count by (namespace, cronjob) (${failed}
    > on (namespace, cronjob) group_left ${success})
  or
  count by (namespace, cronjob) (${failed}
    unless on (namespace, cronjob) ${success})
) >= ${failures}`
}

/** A Job that waits in a queue is suspended and has no active pods: its time does not count. */
function longExpression(where: string, name: string, seconds: number): string {
  const selector = where === '' ? '' : `{${where.slice(0, -1)}}`
  return `(time() - max by (namespace, job_name) (
    kube_job_status_start_time${selector} and on (namespace, job_name) (kube_job_status_active${selector} > 0)))
  * on (namespace, job_name) group_left (cronjob) ${owned(where, name)}
> ${seconds}`
}
