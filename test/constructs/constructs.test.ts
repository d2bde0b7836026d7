import { App, Chart, Duration, JsonPatch } from 'cdk8s'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { Schedule, ScheduledJob, type ScheduledJobProps } from '../../lib/constructs/index.ts'
import { dryRun, lint } from '../../lib/index.ts'
import { Backups } from '../../charts/backups.ts'
import { Data } from '../../charts/data.ts'
import { Jobs } from '../../charts/jobs.ts'
import { Upkeep } from '../../charts/upkeep.ts'

const outdir = mkdtempSync(join(tmpdir(), 'cronwright-'))
afterAll(() => rmSync(outdir, { recursive: true, force: true }))

function synthesize(build: (chart: Chart) => void): string {
  const app = new App({ outdir, recordConstructMetadata: false })
  build(new Chart(app, 'test', { disableResourceNameHashes: true }))
  return app.synthYaml() as string
}

const minimal: ScheduledJobProps = {
  name: 'report',
  schedule: Schedule.daily({ at: '02:15' }),
  containers: [{ name: 'report', image: 'registry.example.com/report:2.4.1' }],
}

const job = (props: Partial<ScheduledJobProps> = {}): string =>
  synthesize((chart) => new ScheduledJob(chart, 'report', { ...minimal, ...props }))

const everything = (): string => {
  const app = new App({ outdir, recordConstructMetadata: false })
  new Backups(app, 'backups', { namespace: 'shop', disableResourceNameHashes: true })
  new Data(app, 'data', { namespace: 'data', disableResourceNameHashes: true })
  new Jobs(app, 'jobs', { namespace: 'shop', disableResourceNameHashes: true })
  new Upkeep(app, 'upkeep', { namespace: 'shop', disableResourceNameHashes: true })
  return app.synthYaml() as string
}

describe('what is synthesized', () => {
  test('lints clean under strict', () => {
    expect(lint([{ path: 'synth/backups.k8s.yaml', text: everything() }], { now: 1_800_000_000, policy: 'strict' }).findings).toEqual([])
  })

  test.each(Array.from({ length: 10 }, (_, index) => `1.${28 + index}`))('is accepted by Kubernetes %s', (kubernetesVersion) => {
    expect(dryRun(everything(), { kubernetesVersion }).filter(({ accepted }) => accepted === false)).toEqual([])
  })

  test('is the same on every run', () => {
    expect(everything()).toBe(everything())
  })

  test('says every default of a CronJob', () => {
    const text = job()
    for (const line of [
      'timeZone: Etc/UTC',
      'concurrencyPolicy: Forbid',
      'startingDeadlineSeconds: 600',
      'activeDeadlineSeconds: 3600',
      'backoffLimit: 2',
      'successfulJobsHistoryLimit: 3',
      'failedJobsHistoryLimit: 3',
      'restartPolicy: Never',
      'type: RuntimeDefault',
      'podReplacementPolicy: Failed',
      'automountServiceAccountToken: false',
    ]) {
      expect(text).toContain(line)
    }
    expect(text).not.toContain('stand-in')
  })
})

test.each<[prop: Partial<ScheduledJobProps>, line: string]>([
  [{ schedule: Schedule.weekly({ on: 'sunday', at: '6:30', timeZone: 'Europe/Berlin' }) }, 'schedule: 30 6 * * 0'],
  [{ schedule: Schedule.weekly({ on: 'sunday', at: '6:30', timeZone: 'Europe/Berlin' }) }, 'timeZone: Europe/Berlin'],
  [{ schedule: Schedule.every('15m') }, 'schedule: "*/15 * * * *"'],
  [{ schedule: Schedule.monthly({ day: 28, at: '00:00' }) }, 'schedule: 0 0 28 * *'],
  [{ schedule: Schedule.cron('@hourly') }, 'schedule: "@hourly"'],
  [{ concurrency: 'Replace' }, 'concurrencyPolicy: Replace'],
  [{ startingDeadline: Duration.minutes(1) }, 'startingDeadlineSeconds: 60'],
  [{ activeDeadline: Duration.minutes(5) }, 'activeDeadlineSeconds: 300'],
  [{ retries: 0 }, 'backoffLimit: 0'],
  [{ history: { successful: 1, failed: 5 } }, 'failedJobsHistoryLimit: 5'],
  [{ suspend: true }, 'suspend: true'],
  [{ owner: 'team-shop' }, 'cronwright.dev/owner: team-shop'],
  [{ overrides: [JsonPatch.add('/spec/jobTemplate/spec/maxFailedIndexes', 3)] }, 'maxFailedIndexes: 3'],
])('a prop reaches its field: %j', (props, line) => {
  expect(
    job(props)
      .split('\n')
      .map((text) => text.trim()),
  ).toContain(line)
})
