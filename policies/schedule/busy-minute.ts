import { busyMinutes, instantText, type BusyMinute, type Move } from '../../lib/calendar/index.ts'
import { defineRule, type FleetViolation } from '../../lib/rule/index.ts'
import { jobs } from '../example-jobs.ts'

const YEAR = 366 * 86_400

/** By choice: how many starts are too many depends on the cluster and not on the manifests. */
export default defineRule({
  id: 'busy-minute',
  title: 'The CronJobs of a cluster spread their starts over the minutes',
  level: 'note',
  rationale: `
Everybody writes \`0 2 * * *\`. At two o'clock the controller then creates all Jobs at once, the scheduler places all pods at once, every node pulls images, every database gets its connections in the same second, and
ten minutes later the cluster idles. How many starts a minute takes depends on the cluster, so the rule belongs to no policy: ask for it, with the number that yours takes.
For each job too many the rule proposes another minute of the same hours: the first that is not full in an order that the job's name gives it, so that a
proposal stays the same when other jobs come and go. It keeps the job out of its blackouts and within its \`cronwright.dev/window\` (\`daily 01:00-05:00\`, in the zone of its schedule), and makes no job meet
another, or start before its predecessor has ended, more often than now. \`@every\` and jobs that start more than once an hour stay. Judged over the coming year. The fix moves runs, so it is applied with \`--unsafe\` only.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/'],
  options: { starts: { default: 20, description: 'starts in one minute of a cluster that are still fine' } },

  *checkFleet(cluster, { now, options, calendar }) {
    const limit = Math.max(1, Number(options.starts))
    const from = now - (now % 60)
    for (const busy of busyMinutes(cluster, { from, until: from + YEAR, limit, ...(calendar ? { settings: calendar } : {}) })) {
      const words = `${busy.starts} CronJobs start at ${instantText(from + busy.at)}, more than ${limit}`
      for (const move of busy.moves) yield moved(words, move)
      const left = stuck(busy, limit)
      if (left) yield left(words)
    }
  },

  good: [
    { title: 'as many as are fine', options: { starts: 2 }, yaml: nightly('0 2 * * *', '0 2 * * *', '20 2 * * *') },
    { title: 'two at the same time on different days', options: { starts: 1 }, yaml: nightly('0 2 * * 1', '0 2 * * 2', '0 2 * * 3') },
    {
      title: 'at the same time on clocks of different zones',
      options: { starts: 2 },
      yaml: nightly('0 2 * * *', '0 2 * * *', '0 2 * * *', 'timeZone: Asia/Tokyo'),
    },
  ],
  bad: [
    {
      title: 'three at two o’clock, two are fine',
      at: 'spec.schedule',
      options: { starts: 2 },
      yaml: nightly('0 2 * * *', '0 2 * * *', '0 2 * * *'),
      fixed: nightly('0 2 * * *', '20 2 * * *', '0 2 * * *'),
    },
  ],
})

function moved(words: string, { entry, expression, minute }: Move): FleetViolation {
  const { cronJob, schedule } = entry
  const text = cronJob.schedule ?? ''
  const [lead, field] = /^(\s*)(\S+)/.exec(text)?.slice(1) ?? ['', '']
  const path = 'spec.schedule'
  return {
    object: cronJob.object,
    at: path,
    message: `${words}; ${entry.key} can start at minute ${minute}`,
    help: `write '${expression}': the minute comes from the name of the job and stays when others come and go`,
    fix: {
      title: `start at minute ${minute}`,
      safe: false,
      edits: schedule?.expression.startsWith('@')
        ? [{ kind: 'set', path, value: expression }]
        : [{ kind: 'replace-part', path, from: lead.length, to: lead.length + field.length, text: String(minute) }],
    },
  }
}

/** Too many are left where nobody may move: told once, at the first of them. */
function stuck({ starts, entries, moves }: BusyMinute, limit: number): ((words: string) => FleetViolation) | undefined {
  const [first] = entries.filter((entry) => !moves.some((move) => move.entry === entry))
  if (starts - moves.length <= limit || !first) return undefined
  return (words) => ({
    object: first.cronJob.object,
    at: 'spec.schedule',
    message: `${words}, and no other minute of their hours keeps what is declared`,
  })
}

function nightly(...[dump, report, sync, spec]: readonly string[]): string {
  const list = [dump, report, sync].map((schedule, index) => ({ name: ['dump', 'report', 'sync'][index], schedule }))
  return jobs(...list.map((one, index) => (index === 2 && spec ? { ...one, spec } : one)))
}
