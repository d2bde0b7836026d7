import { defineRule, type Violation } from '../../lib/rule/index.ts'
import { wordsOf } from '../../lib/script/index.ts'
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
    for (const container of [...job.pod.initContainers, ...job.pod.containers]) {
      const words = wordsOf(container)
      for (const [index, { path: at, text }] of words.entries()) {
        const literal = literalIn(text)
        const dsn = dsnIn(index === 0 ? text : `${words[0].text} ${text}`)
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

/* Most words hold neither sign, and looking for one is far cheaper than for the whole pattern. */

function literalIn(text: string): string | undefined {
  return (text.includes('://') ? IN_URL.exec(text)?.[1] : undefined) ?? (text.includes('--') ? IN_OPTION.exec(text)?.[1] : undefined)
}

function dsnIn(text: string): string | undefined {
  return text.includes('$') ? CLIENT_WITH_DSN.exec(text)?.[1] : undefined
}

function partOf(text: string, word: string): { readonly from: number; readonly to: number } {
  const from = text.indexOf(word)
  return { from, to: from + word.length }
}
