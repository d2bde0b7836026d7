import { App, Chart, Duration } from 'cdk8s'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parseAllDocuments, stringify } from 'yaml'
import { Alerts, Schedule, ScheduledJob } from '../../lib/constructs/index.ts'

/*
 * The alerts over made-up series of kube-state-metrics, judged by Prometheus' own tool: one sample a minute from 1970 on, so that the clock of the test is the clock of the
 * series. The job runs every hour, may take half an hour and start five minutes late: a success may be 95 minutes ago.
 */
const hasPromtool = spawnSync('promtool', ['--version']).status === 0
const folder = mkdtempSync(join(tmpdir(), 'cronwright-alerts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function rules(failures: number): object {
  const app = new App({ outdir: folder, recordConstructMetadata: false })
  new ScheduledJob(new Chart(app, 'test', { namespace: 'shop', disableResourceNameHashes: true }), 'orders', {
    name: 'orders',
    schedule: Schedule.cron('0 * * * *'),
    startingDeadline: Duration.minutes(5),
    activeDeadline: Duration.minutes(30),
    containers: [{ name: 'work', image: 'registry.example.com/work:1.0.0' }],
    alerts: Alerts.prometheus({ failures, tooLongAfter: Duration.minutes(20) }),
  })
  const documents = parseAllDocuments(app.synthYaml() as string).map((document) => document.toJS() as { kind: string; spec: object })
  return documents.find(({ kind }) => kind === 'PrometheusRule')?.spec as object
}

const cron = (metric: string, values: string): object => ({
  series: `kube_cronjob_${metric}{namespace="shop",cronjob="orders",instance="a"}`,
  values,
})
const job = (name: string, metrics: Readonly<Record<string, string>>): object[] => [
  { series: `kube_job_owner{namespace="shop",job_name="${name}",owner_kind="CronJob",owner_name="orders",instance="a"}`, values: '1x400' },
  ...Object.entries(metrics).map(([metric, values]) => {
    const [plain, label = ''] = metric.split(' ')
    return { series: `kube_job_${plain}{namespace="shop",job_name="${name}",instance="a"${label}}`, values }
  }),
]
const FAILED = 'failed ,condition="true"'

describe.skipIf(!hasPromtool)('alerts, by promtool (apt-get install prometheus)', () => {
  test.each<[what: string, failures: number, series: object[], minute: number, alerts: string[]]>([
    ['on time', 1, [cron('status_last_successful_time', '3600x400'), cron('created', '0x400')], 150, []],
    [
      'no success for 96 minutes',
      1,
      [cron('status_last_successful_time', '3600x400'), cron('created', '0x400')],
      156,
      ['CronJobRunMissed'],
    ],
    ['never a success', 1, [cron('created', '0x400')], 96, ['CronJobRunMissed']],
    ['new', 1, [cron('created', '0x400')], 90, []],
    ['suspended', 1, [cron('status_last_successful_time', '3600x400'), cron('created', '0x400'), cron('spec_suspend', '1x400')], 300, []],
    [
      'a failure after the last success',
      1,
      [cron('status_last_successful_time', '3600x400'), ...job('orders-2', { status_start_time: '7200x400', [FAILED]: '1x400' })],
      130,
      ['CronJobRunFailed'],
    ],
    [
      'a failure before the last success',
      1,
      [cron('status_last_successful_time', '7300x400'), ...job('orders-1', { status_start_time: '3600x400', [FAILED]: '1x400' })],
      130,
      [],
    ],
    [
      'one failure of two that are told',
      2,
      [cron('status_last_successful_time', '3600x400'), ...job('orders-2', { status_start_time: '7200x400', [FAILED]: '1x400' })],
      130,
      [],
    ],
    [
      'two failures, and never a success',
      2,
      [
        ...job('orders-1', { status_start_time: '3600x400', [FAILED]: '1x400' }),
        ...job('orders-2', { status_start_time: '7200x400', [FAILED]: '1x400' }),
      ],
      130,
      ['CronJobRunFailed'],
    ],
    ['under way for 19 minutes', 1, [...job('orders-2', { status_start_time: '7200x400', status_active: '1x400' })], 139, []],
    [
      'under way for 21 minutes',
      1,
      [...job('orders-2', { status_start_time: '7200x400', status_active: '1x400' })],
      141,
      ['CronJobRunTooLong'],
    ],
    ['waiting in a queue', 1, [...job('orders-2', { status_start_time: '7200x400', status_active: '0x400' })], 200, []],
    [
      'another job of the namespace',
      1,
      [{ series: 'kube_job_owner{namespace="shop",job_name="users-2",owner_kind="CronJob",owner_name="users"}', values: '1x400' }],
      200,
      [],
    ],
  ])('%s', (what, failures, series, minute, alerts) => {
    writeFileSync(join(folder, 'rules.yaml'), stringify(rules(failures)))
    const all = ['CronJobRunMissed', 'CronJobRunFailed', 'CronJobRunTooLong']
    const alertRules = all.map((name) => ({
      eval_time: `${minute}m`,
      alertname: name,
      exp_alerts: alerts.includes(name)
        ? [
            {
              exp_labels: { severity: 'warning', namespace: 'shop', cronjob: 'orders', ...jobOf(name) },
              exp_annotations: {
                summary: SUMMARIES[name] ?? (failures === 1 ? 'orders failed' : `orders failed ${failures} times in a row`),
              },
            },
          ]
        : [],
    }))
    writeFileSync(
      join(folder, 'test.yaml'),
      stringify({
        rule_files: ['rules.yaml'],
        evaluation_interval: '1m',
        tests: [{ interval: '1m', input_series: series, alert_rule_test: alertRules }],
      }),
    )
    const run = spawnSync('promtool', ['test', 'rules', 'test.yaml'], { cwd: folder, encoding: 'utf8' })
    expect(run.stdout + run.stderr).toContain('SUCCESS')
  })
})

const SUMMARIES: Readonly<Record<string, string>> = {
  CronJobRunMissed: 'orders had no success for 5700 seconds',
  CronJobRunTooLong: 'orders has run for more than 1200 seconds',
}
const jobOf = (alert: string): object => (alert === 'CronJobRunTooLong' ? { job_name: 'orders-2' } : {})
