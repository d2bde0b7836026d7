import { App, Chart, Duration, JsonPatch } from 'cdk8s'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { BackupCronJob, Schedule, ScheduledJob, SecretSource, type ScheduledJobProps } from '../../lib/constructs/index.ts'
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

const backup = {
  name: 'orders-backup',
  schedule: Schedule.daily({ at: '02:15' }),
  database: { host: 'orders-db', name: 'orders', credentials: SecretSource.existing('orders-db') },
  target: { bucket: 'backups', credentials: SecretSource.existing('bucket') },
}

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

describe('nonsense is refused with property, bound, reason and value', () => {
  test.each<[message: string, make: () => unknown]>([
    [
      'retention must be at least 1 day, so that a backup survives its own rotation (got 0 seconds)',
      () => synthesize((chart) => new BackupCronJob(chart, 'a', { ...backup, retention: Duration.days(0) })),
    ],
    [
      'target.bucket must be the name of a bucket, so that there is somewhere to upload to (got "")',
      () => synthesize((chart) => new BackupCronJob(chart, 'a', { ...backup, target: { ...backup.target, bucket: '' } })),
    ],
    [
      'activeDeadline must be at least 1 second, so that a run is not killed as it starts (got 0 seconds)',
      () => job({ activeDeadline: Duration.seconds(0) }),
    ],
    [
      'startingDeadline must be at least 10 seconds, so that a run whose start is a little late still starts (got 5 seconds)',
      () => job({ startingDeadline: Duration.seconds(5) }),
    ],
    ['retries must be a whole number from 0 to 100, so that they come to an end (got -1)', () => job({ retries: -1 })],
    ['containers must be at least one container, so that there is something to run (got 0)', () => job({ containers: [] })],
    [
      'image must be an image with a version, so that every run is the same program (got "postgres")',
      () => job({ containers: [{ name: 'a', image: 'postgres' }] }),
    ],
    [
      'user must be a numeric user above 0, so that the container does not run as root (got 0)',
      () => job({ containers: [{ name: 'a', image: 'a:1', user: 0 }] }),
    ],
    ['at must be a time from 00:00 to 23:59, so that there is such a minute (got "24:00")', () => Schedule.daily({ at: '24:00' })],
    ['day must be from 1 to 28, so that no month is skipped (got 31)', () => Schedule.monthly({ day: 31, at: '02:00' })],
    [
      'timeZone must be a name of the IANA database in exactly this case, so that the API server accepts it (got "utc")',
      () => Schedule.daily({ at: '02:00', timeZone: 'utc' }),
    ],
    [
      'schedule must be a schedule that some date matches, so that the job runs at all; to switch it off set suspend (got "0 0 31 2 *")',
      () => Schedule.cron('0 0 31 2 *'),
    ],
    [
      'schedule must be an expression that Kubernetes reads, so that the API server accepts it: end of range (7) above maximum (6): 7 (got "0 0 * * 7")',
      () => Schedule.cron('0 0 * * 7'),
    ],
    [
      'secret must be the name of a Secret, so that the API server accepts it (got "No… (10 characters)")',
      () => SecretSource.existing('Not_A_Name'),
    ],
  ])('%s', (message, make) => {
    expect(make).toThrow(message)
  })

  test.each(['45m', '7m', '5h', '0m', '1.5h'] as const)('every %s cannot be said evenly', (interval) => {
    expect(() => Schedule.every(interval)).toThrow(/interval must be one of 1, 2, 3/)
  })
})
