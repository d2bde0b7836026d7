import { defineRule, type Violation } from '../../lib/rule/index.ts'
import { containerOf, POD } from '../example.ts'

/** A URL with a password, or a password option with its value; what begins with `$`, `<` or `{` only stands for one. */
const IN_URL = /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"']*:([^\s/@"'$<{*][^\s/@"']*)@/i
const IN_OPTION = /(?:^|\s)--(?:password|passwd|token|api-key|secret-key)[= ]["']?([^\s"'$<{*/-][^\s"']{3,})/i
/** `psql "$DATABASE_URL"`: after expansion the password stands among the arguments of the process. */
const CLIENT_WITH_DSN =
  /\b(?:psql|pg_dump|pg_restore|mongodump|mongosh?)\b[^\n|;&]*?["']?\$[({]?(\w*(?:DATABASE_URL|DSN|DB_URL|POSTGRES_URL|MONGO_URI|MONGODB_URI|CONNECT(?:ION)?_STRING)\w*)/

/** Arguments are read by everybody on the node, by every log of commands and by kubectl describe. */
export default defineRule({
  id: 'secret-in-command-line',
  title: 'No password, token or DSN is handed over as an argument',
  level: 'warning',
  kinds: ['CronJob', 'Job'],
  patches: true,
  rationale: `
The arguments of a process are in \`/proc\` for every process of the pod and of the node, in crash reports and in audit logs; a literal one is also in Git. Database
clients read a password from \`PGPASSWORD\`, \`PGPASSFILE\` or a service file, others from a mounted file.`,
  references: ['https://www.postgresql.org/docs/current/libpq-envars.html'],

  *check({ job }): Generator<Violation> {
    for (const { path, command = [], args = [] } of [...job.pod.initContainers, ...job.pod.containers]) {
      const fields = [
        ...command.map((text, index) => ({ at: `${path}.command[${index}]`, text })),
        ...args.map((text, index) => ({ at: `${path}.args[${index}]`, text })),
      ]
      const program = fields.at(0)?.text ?? ''
      for (const { at, text } of fields) {
        const literal = IN_URL.exec(text)?.[1] ?? IN_OPTION.exec(text)?.[1]
        const dsn = CLIENT_WITH_DSN.exec(at === fields.at(0)?.at ? text : `${program} ${text}`)?.[1]
        if (literal !== undefined)
          yield {
            at,
            part: partOf(text, literal),
            conceal: literal,
            message: `a literal secret '${literal.slice(0, 2)}…' among the arguments`,
            help: 'take it from a Secret by env or file, and change it: it was in Git',
          }
        else if (dsn !== undefined)
          yield {
            at,
            part: partOf(text, dsn),
            message: `${dsn} is an argument of a database client: its password shows in the list of processes`,
            help: 'hand over PGHOST, PGUSER and PGPASSWORD, or a mounted file',
          }
      }
    }
  },

  good: [
    {
      title: 'password by variable',
      yaml: containerOf('command: [psql, -c, VACUUM]', 'env: [{name: PGPASSWORD, valueFrom: {secretKeyRef: {name: db, key: pw}}}]'),
    },
    { title: 'a URL without a password', yaml: containerOf('command: [curl, "https://api.example.com:8443/users@home"]') },
    { title: 'a file that holds it', yaml: containerOf('args: [--token=/var/run/token]') },
  ],
  bad: [
    { title: 'DSN', at: `${POD}.containers[0].command[2]`, yaml: containerOf('command: [sh, -c, \'psql "$DATABASE_URL" -c VACUUM\']') },
    {
      title: 'expanded by the kubelet',
      at: `${POD}.containers[0].args[0]`,
      yaml: containerOf('command: [psql]', 'args: ["$(CONNECT_STRING)", -c, VACUUM]'),
    },
    { title: 'literal', at: `${POD}.containers[0].args[0]`, yaml: containerOf('args: [--password=kittens-and-coffee]') },
  ],
})

function partOf(text: string, word: string): { readonly from: number; readonly to: number } {
  const from = text.indexOf(word)
  return { from, to: from + word.length }
}
