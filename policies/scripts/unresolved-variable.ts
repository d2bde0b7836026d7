import { defineRule, type Violation } from '../../lib/rule/index.ts'
import { referencesIn, wordsOf } from '../../lib/script/index.ts'
import { containerOf, POD } from '../example.ts'

/** What the kubelet adds for every Service of the namespace. */
const OF_A_SERVICE = /_(?:SERVICE_HOST|SERVICE_PORT(?:_\w+)?|PORT(?:_\w+)?)$/

/** The kubelet leaves a reference that it cannot resolve as it is written. */
export default defineRule({
  id: 'unresolved-variable',
  title: 'Every $(NAME) names a variable that the container defines',
  level: 'warning',
  kinds: ['CronJob', 'Job'],
  rationale: `
In \`command\`, \`args\` and values of \`env\` the kubelet replaces \`$(NAME)\` by the variable of that name. One that nothing defines stays as it is written: a
program gets the characters \`$(NAME)\`, and a shell takes them for a command to run. In \`env\` only the variables above count. A name ends at the first
\`)\`, so in \`$(curl $(URL))\` nothing is replaced.`,
  references: [
    'https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/#use-environment-variables-to-define-arguments',
  ],

  *check({ job }): Generator<Violation> {
    for (const container of [...job.pod.initContainers, ...job.pod.containers]) {
      const { command = [], args = [], env, envFrom } = container
      if (!command.some(refers) && !args.some(refers) && !env.some(({ value }) => value?.includes('$('))) continue
      const texts = [
        ...wordsOf(container).map(({ path, text }) => ({ at: path, text, above: env.length })),
        ...env.map(({ path, value = '' }, index) => ({ at: `${path}.value`, text: value, above: index })),
      ]
      for (const { at, text, above } of texts) {
        if (!refers(text)) continue
        const names = new Set(env.slice(0, above).map(({ name }) => name))
        const unread = referencesIn(text).find(({ name, hidden }) =>
          hidden ? names.has(name) : envFrom.length === 0 && isUndefined(name, names, text),
        )
        if (!unread) continue
        const { name, hidden, from, to } = unread
        yield {
          at,
          part: { from, to },
          message: hidden
            ? `$(${name}) stays as it is written: the kubelet replaces nothing inside of another $(…), and the shell runs a command of that name`
            : `$(${name}) stays as it is written: no variable ${name} is defined ${at.endsWith('.value') ? 'above it' : 'in this container'}`,
          help: hidden
            ? `write $${name}, which the shell reads`
            : `define ${name} in env, or write $$(${name}) where a shell shall run a command of that name`,
        }
      }
    }
  },

  good: [
    { title: 'defined', yaml: containerOf('args: ["--host=$(HOST)"]', 'env: [{name: HOST, value: db}]') },
    {
      title: 'what envFrom brings is not known here',
      yaml: containerOf('args: ["--key=$(API_KEY)"]', 'envFrom: [{secretRef: {name: api}}]'),
    },
    { title: 'a command of the shell', yaml: containerOf('command: [sh, -c, "echo $(date) $$(HOST)"]') },
    {
      title: 'what the shell reads itself',
      yaml: containerOf('command: [sh, -c, "curl -u $USER:$(PASS) $(cat url)"]', 'env: [{name: USER, value: a}, {name: PASS, value: b}]'),
    },
    { title: 'a Service of the namespace', yaml: containerOf('args: ["--host=$(ORDERS_SERVICE_HOST)"]') },
  ],
  bad: [
    { title: 'nothing defines it', at: `${POD}.containers[0].args[0]`, yaml: containerOf('args: ["Bearer $(API_KEY)"]') },
    {
      title: 'inside of a substitution',
      at: `${POD}.containers[0].command[2]`,
      yaml: containerOf('command: [sh, -c, "got=$(curl $(URL))"]', 'env: [{name: URL, value: "http://db/"}]'),
    },
    {
      title: 'defined too late',
      at: `${POD}.containers[0].env[0].value`,
      yaml: containerOf('env:', '  - {name: URL, value: "http://$(HOST)/"}', '  - {name: HOST, value: db}'),
    },
  ],
})

function refers(text: string): boolean {
  return text.includes('$(')
}

function isUndefined(name: string, known: ReadonlySet<string | undefined>, text: string): boolean {
  // `NAME()` in the text is a function of the script.
  return /^[A-Z_][A-Z0-9_]*$/.test(name) && !known.has(name) && !OF_A_SERVICE.test(name) && !text.includes(`${name}()`)
}
