import { Chart, Duration, Testing } from 'cdk8s'
import { describe, expect, test } from 'vitest'
import { EtlPipeline, Schedule } from '../../lib/constructs/index.ts'
import { lint } from '../../lib/index.ts'

const NOW = Date.parse('2027-01-15T12:00:00Z') / 1000
const RULE = 'stage-starts-before-predecessor-ends'

function stage(name: string, schedule: string, timeZone: string, annotations: string): string {
  return `apiVersion: batch/v1
kind: CronJob
metadata: {name: ${name}, namespace: etl, annotations: {${annotations}}}
spec:
  schedule: "${schedule}"
  timeZone: ${timeZone}
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1'}]}}}}
`
}

/** Export, transform and load at one, two and three, each after the one before. */
function pipeline(timeZone: string, minutes: number, loadZone = timeZone): string {
  const takes = `cronwright.dev/expected-duration: ${minutes}m`
  return [
    stage('export', '0 1 * * *', timeZone, takes),
    stage('transform', '0 2 * * *', timeZone, `${takes}, cronwright.dev/after: export`),
    stage('load', '0 3 * * *', loadZone, `${takes}, cronwright.dev/after: transform`),
  ].join('---\n')
}

const findings = (text: string) => lint([{ path: 'etl.yaml', text }], { now: NOW, only: [RULE] }).findings.map(({ message }) => message)

describe('three nightly stages', () => {
  test.each(['Etc/UTC', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Santiago'])(
    'fit into their hours on every date of two years in %s',
    (zone) => {
      expect(findings(pipeline(zone, 50))).toEqual([])
    },
  )

  test('of ninety minutes do not', () => {
    expect(findings(pipeline('Etc/UTC', 90))).toEqual([
      'etl/transform starts 1h after etl/export, which takes 1h30m: first at 2027-01-16T02:00:00Z; 731 of 731 runs in two years (etl/transform runs after etl/export)',
      'etl/load starts 1h after etl/transform, which takes 1h30m: first at 2027-01-16T03:00:00Z; 731 of 731 runs in two years (etl/load runs after etl/transform)',
    ])
  })

  test('meet for three weeks a year where one is in another country', () => {
    const [message, ...more] = findings(
      stage('export', '0 7 * * *', 'Europe/Berlin', 'cronwright.dev/expected-duration: 90m') +
        '---\n' +
        stage('load', '0 3 * * *', 'America/New_York', 'cronwright.dev/after: export'),
    )
    expect(more).toEqual([])
    // New York sets its clocks on 14 March, Berlin on the 28th; in autumn a week lies between.
    expect(message).toContain('etl/load starts 1h after etl/export, which takes 1h30m: first at 2027-03-14T07:00:00Z; ')
    expect(message).toMatch(/; 4\d of 73\d runs/)
  })
})

test('an EtlPipeline with buffers says its order itself, and is silent', () => {
  const chart = new Chart(Testing.app(), 'etl')
  const container = (name: string) => ({ name, image: `registry.example.com/${name}:1.0`, command: ['/bin/true'] })
  new EtlPipeline(chart, 'orders', {
    mode: 'staggered',
    stages: (
      [
        ['export', '03:00'],
        ['transform', '04:00'],
        ['load', '05:00'],
      ] as const
    ).map(([name, at]) => ({
      container: container(name),
      schedule: Schedule.daily({ at, timeZone: 'America/New_York' }),
      deadline: Duration.minutes(40),
    })),
  })
  const manifests = Testing.synth(chart) as readonly { readonly metadata: { readonly annotations?: Readonly<Record<string, string>> } }[]
  expect(manifests.filter(({ metadata }) => metadata.annotations?.['cronwright.dev/after'] !== undefined)).toHaveLength(2)
  expect(findings(manifests.map((manifest) => JSON.stringify(manifest)).join('\n---\n'))).toEqual([])
  const late = JSON.stringify(manifests).replaceAll('"activeDeadlineSeconds":2400', '"activeDeadlineSeconds":5400')
  expect(findings((JSON.parse(late) as readonly unknown[]).map((manifest) => JSON.stringify(manifest)).join('\n---\n'))).toHaveLength(2)
})
