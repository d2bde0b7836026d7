import { readWorkload, type Cluster, type FleetObject, type Workload } from '../../lib/fleet/index.ts'

/** One CronJob of a fleet made at random, as its author would say it. */
export interface RandomJob {
  readonly name: string
  readonly namespace: string
  readonly schedule: string
  readonly timeZone: string | undefined
  readonly suspended: boolean
  /** Seconds; nobody knows without it. */
  readonly duration: number | undefined
  readonly policy: string | undefined
  readonly startingDeadline: number | undefined
  readonly pods: number
  readonly milliCpu: number
  readonly megabytes: number
  readonly group: string | undefined
  readonly lock: string | undefined
  readonly claim: string | undefined
  readonly conflictsWith: readonly string[]
  readonly blackout: string | undefined
}

export interface RandomQuota {
  readonly namespace: string
  readonly pods: number
  readonly milliCpu: number
}

export interface RandomFleet {
  readonly jobs: readonly RandomJob[]
  readonly quotas: readonly RandomQuota[]
  readonly from: number
  readonly until: number
}

export type Dice = (bound: number) => number

/** A generator of whole numbers below a bound that says the same for every seed everywhere. */
export function dice(seed: number): Dice {
  let state = (seed * 2_654_435_761 + 12_345) >>> 0
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
}

/** Zones with the week in which their clocks are set in 2027, and one that never does. */
const ZONES: readonly (readonly [zone: string, changes: readonly string[]])[] = [
  ['Europe/Berlin', ['2027-03-28', '2027-10-31']],
  ['Europe/London', ['2027-03-28', '2027-10-31']],
  ['America/New_York', ['2027-03-14', '2027-11-07']],
  ['America/Santiago', ['2027-04-04', '2027-09-05']],
  ['Australia/Lord_Howe', ['2027-04-04', '2027-10-03']],
  ['Pacific/Auckland', ['2027-04-04', '2027-09-26']],
  ['Africa/Cairo', ['2027-04-30', '2027-10-29']],
  ['Asia/Kolkata', ['2027-06-01']],
]
export const BLACKOUTS = [
  'daily 01:00-03:00',
  'daily 22:00-02:30 Europe/Berlin',
  'sat,sun',
  'fri 22:00 - mon 06:00 America/New_York',
  '10-31 - 11-07',
  '2027-03-28 00:30 - 2027-03-28 04:00 Europe/London',
] as const

const DAY = 86_400

export function randomFleet(seed: number): RandomFleet {
  const roll = dice(seed)
  const pick = <T>(list: readonly T[]): T => list[roll(list.length)]
  const [, changes] = pick(ZONES)
  // Every twelfth fleet has a year; the others a few days around a change of clocks, which need not begin at a minute.
  const year = seed % 12 === 0
  const around = Date.parse(`${pick(changes)}T00:00:00Z`) / 1000
  const from = year ? Date.parse('2027-01-01T00:00:00Z') / 1000 : around - DAY * (1 + roll(2)) + pick([0, 0, 60 * roll(1_440), roll(DAY)])
  const until = year ? from + 365 * DAY : from + DAY * (2 + roll(3)) + pick([0, roll(DAY)])
  const names = Array.from({ length: 1 + roll(year ? 12 : 40) }, (_, index) => `job-${index}`)
  const maybe = <T>(share: number, value: () => T): T | undefined => (roll(100) < share ? value() : undefined)
  const jobs = names.map((name): RandomJob => ({
    name,
    namespace: pick(['shop', 'billing']),
    schedule: scheduleOf(roll, year),
    timeZone: maybe(80, () => pick(ZONES)[0]),
    suspended: roll(12) === 0,
    duration: maybe(85, () => pick([1 + roll(600), 60 * (1 + roll(90)), 1 + roll(20_000), 1_800, 3_600])),
    policy: pick([undefined, 'Allow', 'Forbid', 'Replace']),
    startingDeadline: maybe(30, () => 30 + roll(3_600)),
    pods: 1 + roll(3),
    milliCpu: 50 * (1 + roll(20)),
    megabytes: 64 * (1 + roll(16)),
    group: maybe(25, () => pick(['orders', 'users'])),
    lock: maybe(15, () => 'vault'),
    claim: maybe(20, () => pick(['exports', 'reports'])),
    conflictsWith: maybe(15, () => [pick(names)]) ?? [],
    blackout: year ? undefined : maybe(25, () => pick(BLACKOUTS)),
  }))
  const quotas = year ? [] : [{ namespace: 'shop', pods: 3 + roll(12), milliCpu: 500 + 100 * roll(60) }]
  return { jobs, quotas, from, until }
}

function scheduleOf(roll: Dice, year: boolean): string {
  const minute = roll(60)
  const hour = roll(24)
  const sparse = [
    `${minute} ${hour} * * *`,
    `${minute} ${hour} * * ${roll(7)}`,
    `${minute} ${hour} ${1 + roll(28)} * *`,
    `${minute} ${roll(4)} * * *`,
    `0 0 31 2 *`,
    `${minute} ${hour} * * 1-5`,
  ]
  const dense = [
    `*/${5 + roll(20)} * * * *`,
    `${minute} * * * *`,
    `*/15 ${roll(3)}-${3 + roll(4)} * * *`,
    `@every ${1 + roll(300)}m`,
    `@every ${400 + roll(5_000)}s`,
    `${roll(30)},${30 + roll(30)} */2 * * *`,
  ]
  return year || roll(3) > 0 ? sparse[roll(sparse.length)] : dense[roll(dense.length)]
}

const READ_WRITE_ONCE = ['exports']

/** The same as the objects of a cluster. */
export function clusterOf({ jobs, quotas }: RandomFleet): Cluster {
  const claims = ['shop', 'billing'].flatMap((namespace) =>
    ['exports', 'reports'].map((name) =>
      object('PersistentVolumeClaim', namespace, name, {
        accessModes: [READ_WRITE_ONCE.includes(name) ? 'ReadWriteOnce' : 'ReadWriteMany'],
      }),
    ),
  )
  const limits = quotas.map(({ namespace, pods, milliCpu }) =>
    object('ResourceQuota', namespace, 'batch', { hard: { pods: String(pods), 'requests.cpu': `${milliCpu}m` } }),
  )
  return { name: '', workloads: jobs.map(workloadOf), objects: [...claims, ...limits], complete: true }
}

function object(kind: string, namespace: string, name: string, spec: FleetObject['value']): FleetObject {
  return {
    object: { file: 'other.yaml', document: 0, apiVersion: 'v1', kind, namespace, name },
    labels: {},
    annotations: {},
    value: { kind, metadata: { namespace, name }, spec },
  }
}

function workloadOf(job: RandomJob): Workload {
  const annotations = {
    ...(job.duration === undefined ? {} : { 'cronwright.dev/expected-duration': `${job.duration}s` }),
    ...(job.group === undefined ? {} : { 'cronwright.dev/group': job.group }),
    ...(job.lock === undefined ? {} : { 'cronwright.dev/lock': job.lock }),
    ...(job.conflictsWith.length === 0 ? {} : { 'cronwright.dev/conflicts-with': job.conflictsWith.join(', ') }),
    ...(job.blackout === undefined ? {} : { 'cronwright.dev/blackout': job.blackout }),
  }
  const resources = { requests: { cpu: `${job.milliCpu}m`, memory: `${job.megabytes}Mi` } }
  const value = {
    metadata: { name: job.name, namespace: job.namespace, annotations },
    spec: {
      schedule: job.schedule,
      suspend: job.suspended,
      ...(job.timeZone === undefined ? {} : { timeZone: job.timeZone }),
      ...(job.policy === undefined ? {} : { concurrencyPolicy: job.policy }),
      ...(job.startingDeadline === undefined ? {} : { startingDeadlineSeconds: job.startingDeadline }),
      jobTemplate: {
        spec: {
          parallelism: job.pods,
          template: {
            spec: {
              containers: [{ name: 'work', image: 'work:1', resources }],
              volumes: job.claim === undefined ? [] : [{ name: 'data', persistentVolumeClaim: { claimName: job.claim } }],
            },
          },
        },
      },
    },
  }
  const reference = {
    file: `${job.name}.yaml`,
    document: 0,
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    namespace: job.namespace,
    name: job.name,
  }
  return readWorkload(value, { object: reference, partial: false, comments: [] }) as Workload
}
