import type { Duration } from 'cdk8s'
import { refuse } from './refuse.ts'

export interface AlertsProps {
  /**
   * Labels by which your Prometheus finds its rules, such as `{ release: 'prometheus' }`: without the right ones a rule is never loaded, and nothing says so.
   *
   * @default none
   */
  readonly labels?: Readonly<Record<string, string>>
  /**
   * Label `severity` of the alerts.
   *
   * @default warning
   */
  readonly severity?: string
  /**
   * How long the last success may be ago. This one needs nothing that a cluster forgets: it tells of a run that was missed, that failed, and that never came.
   *
   * @default the longest time between two runs, and the time that a run may start late and take; an hour more in a zone that sets its clocks
   */
  readonly missedAfter?: Duration
  /**
   * How many failures in a row are told. As many failed Jobs must be kept to be counted.
   *
   * @default 1
   */
  readonly failures?: number
  /**
   * How long a run may be under way before it is told; less than its `activeDeadline`, which ends it.
   *
   * @default twice the expectedDuration, at most nine tenths of the activeDeadline
   */
  readonly tooLongAfter?: Duration
  /**
   * Annotation `runbook_url` of the alerts.
   *
   * @default none
   */
  readonly runbook?: string
}

/**
 * What is told from outside of the pod: what kills a pod, or keeps it from starting, no pod reports. They become a PrometheusRule of the Prometheus operator beside the job, with
 * times from the job's own schedule, over the metrics of kube-state-metrics.
 *
 * @example
 * import { Duration } from 'cdk8s'
 * import { Alerts } from 'cronwright/constructs'
 *
 * Alerts.prometheus({ labels: { release: 'prometheus' }, severity: 'critical', runbook: 'https://wiki.example.com/backups' })
 * Alerts.prometheus({ failures: 3, tooLongAfter: Duration.minutes(45) })
 */
export class Alerts {
  readonly props: AlertsProps & { readonly severity: string; readonly failures: number }

  private constructor(props: AlertsProps) {
    const { severity = 'warning', failures = 1 } = props
    if (!Number.isInteger(failures) || failures < 1 || failures > 50)
      refuse('alerts.failures', 'a whole number from 1 to 50', 'as many failed Jobs are kept to be counted', failures)
    if (!/^[A-Za-z0-9]([-\w.]*[A-Za-z0-9])?$/.test(severity)) refuse('alerts.severity', 'a word', 'routes can match it', severity)
    this.props = { ...props, severity, failures }
  }

  /** A PrometheusRule: run missed, run failed, run too long. */
  static prometheus(props: AlertsProps = {}): Alerts {
    return new Alerts(props)
  }
}
