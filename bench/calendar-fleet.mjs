// A fleet for the bench: seeded, so that every run measures the same. At least 2,000 distinct schedules, 30 zones, a duration of its own for each job.
const ZONES = [
  ...[
    'UTC',
    'Europe/London',
    'Europe/Berlin',
    'Europe/Paris',
    'Europe/Madrid',
    'Europe/Warsaw',
    'Europe/Athens',
    'Europe/Lisbon',
    'Africa/Cairo',
    'Africa/Lagos',
  ],
  ...[
    'America/New_York',
    'America/Chicago',
    'America/Denver',
    'America/Los_Angeles',
    'America/Toronto',
    'America/Sao_Paulo',
    'America/Santiago',
    'America/Bogota',
  ],
  ...[
    'Asia/Tokyo',
    'Asia/Kolkata',
    'Asia/Shanghai',
    'Asia/Dubai',
    'Asia/Singapore',
    'Asia/Seoul',
    'Asia/Tehran',
    'Australia/Sydney',
    'Australia/Lord_Howe',
  ],
  ...['Pacific/Auckland', 'Pacific/Chatham', 'Asia/Kathmandu'],
]

/** A linear congruential generator: numbers below `bound`. */
function dice(seed) {
  let state = seed
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
}

function expression(roll) {
  const kind = roll(100)
  const minute = roll(60)
  const hour = roll(24)
  if (kind < 5) return `*/5 * * * *`
  if (kind < 15) return `${roll(15)}-59/15 * * * *`
  if (kind < 35) return `${minute} * * * *`
  if (kind < 45) return `${minute} 8-18 * * 1-5`
  if (kind < 85) return `${minute} ${hour} * * *`
  if (kind < 95) return `${minute} ${hour} * * ${roll(7)}`
  return `${minute} ${hour} ${1 + roll(28)} * *`
}

/** CronJobs as objects; every eighth shares a group with seven others. */
export function fleet(size, seed = 7) {
  const roll = dice(seed)
  const schedules = Array.from({ length: Math.max(1, Math.round(size / 4)) }, () => ({
    schedule: expression(roll),
    timeZone: ZONES[roll(ZONES.length)],
  }))
  return Array.from({ length: size }, (_, index) => ({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: {
      name: `job-${index}`,
      namespace: `team-${index % 40}`,
      annotations: {
        'cronwright.dev/expected-duration': `${20 + roll(3_600)}s`,
        ...(index % 8 === 0 ? { 'cronwright.dev/group': `database-${Math.floor(index / 64)}` } : {}),
      },
    },
    spec: {
      ...schedules[roll(schedules.length)],
      jobTemplate: {
        spec: {
          parallelism: 1 + roll(3),
          template: {
            spec: {
              restartPolicy: 'Never',
              containers: [
                { name: 'work', image: 'work:1', resources: { requests: { cpu: `${50 + roll(950)}m`, memory: `${64 + roll(960)}Mi` } } },
              ],
            },
          },
        },
      },
    },
  }))
}
