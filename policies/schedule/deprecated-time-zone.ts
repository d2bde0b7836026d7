import { defineRule } from '../../lib/rule/index.ts'
import { replacementOf } from '../../lib/schedule/index.ts'

/** Old names live in the database's `backward` file, which some images leave out. */
export default defineRule({
  id: 'deprecated-time-zone',
  title: 'A time zone has its present name',
  level: 'note',
  kinds: ['CronJob'],
  patches: true,
  rationale: `
The time zone database keeps old names such as \`US/Eastern\` and \`Asia/Calcutta\` as links in its file \`backward\`. Some distributions leave that file out or put it into a package
of its own: Debian has \`tzdata-legacy\` since release 13. Where the API server and the controller-manager find different databases, a CronJob is accepted and then never
runs (\`UnknownTimeZone\`).`,
  references: ['https://data.iana.org/time-zones/tzdb/backward'],

  check({ timeZone }) {
    const replacement = timeZone === undefined ? undefined : replacementOf(timeZone)
    if (replacement === undefined) return undefined
    return {
      at: 'spec.timeZone',
      message: `time zone '${timeZone}' is an old name of ${replacement}`,
      help:
        timeZone === 'EST' || timeZone === 'MST'
          ? `${timeZone} never changes to daylight time, and neither does ${replacement}`
          : `the clock is the same: write ${replacement}`,
      fix: { title: `write ${replacement}`, safe: true, edits: [{ kind: 'set', path: 'spec.timeZone', value: replacement }] },
    }
  },

  good: [
    { title: 'the present name', yaml: 'spec:\n  timeZone: America/New_York\n' },
    { title: 'UTC has many names', yaml: 'spec:\n  timeZone: UTC\n' },
  ],
  bad: [
    {
      title: 'a name of before 1993',
      at: 'spec.timeZone',
      yaml: 'spec:\n  timeZone: US/Eastern\n',
      fixed: 'spec:\n  timeZone: America/New_York\n',
    },
    { title: 'an abbreviation', at: 'spec.timeZone', yaml: 'spec:\n  timeZone: CET\n', fixed: 'spec:\n  timeZone: Europe/Brussels\n' },
  ],
})
