import { defineRule } from '../../lib/rule/index.ts'
import { knownTimeZones } from '../../lib/schedule/index.ts'

/** Zone names are file names for the API server: exact case, IANA only. */
export default defineRule({
  id: 'unknown-time-zone',
  title: 'The time zone is a name of the IANA database, in exactly this case',
  level: 'error',
  rationale: `
The API server looks \`timeZone\` up in its zone database, file by file: \`utc\`, \`europe/berlin\`, \`PST\`, \`UTC+2\` and \`+02:00\` are refused, and \`Local\` is
refused by name. JavaScript and Java are more lenient, so a value that works there says nothing.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#time-zones', 'https://www.iana.org/time-zones'],

  explains: [{ stage: 'validation', reasons: ['FieldValueInvalid'], when: ({ field }) => field === 'spec.timeZone' }],
  message: ({ message }) => message.replace(/^Invalid value: "(.*?)": .*$/, "time zone '$1' is no name of the IANA database"),
  help(problem) {
    const meant = meantZone(problem.message)
    return meant ? `did you mean '${meant}'? Names are case-sensitive` : 'write an area and a place, such as Europe/Berlin, or Etc/UTC'
  },
  fix(problem) {
    const meant = meantZone(problem.message)
    return meant === undefined
      ? undefined
      : { title: `write ${meant}`, safe: true, edits: [{ kind: 'set', path: 'spec.timeZone', value: meant }] }
  },

  good: [
    { title: 'an area and a place', yaml: 'spec:\n  timeZone: Europe/Berlin\n' },
    { title: 'an old name that still exists', yaml: 'spec:\n  timeZone: US/Eastern\n' },
  ],
  bad: [
    { title: 'wrong case', at: 'spec.timeZone', yaml: 'spec:\n  timeZone: europe/berlin\n', fixed: 'spec:\n  timeZone: Europe/Berlin\n' },
    { title: 'an abbreviation', at: 'spec.timeZone', yaml: 'spec:\n  timeZone: PST\n' },
  ],
})

function plain(name: string): string {
  return name.trim().toLowerCase().replaceAll(' ', '_')
}

/** The one name that differs in case, blanks or underscores only. */
function meantZone(message: string): string | undefined {
  const written = /^Invalid value: "(.*?)":/.exec(message)?.[1]
  if (!written) return undefined
  return knownTimeZones().find((name) => plain(name) === plain(written))
}
