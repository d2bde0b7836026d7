import { defineRule, type Violation } from '../../lib/rule/index.ts'
import { containerOf, POD } from '../example.ts'

const REFERENCE = /(\$*)\$\(([A-Z_][A-Z0-9_]*)\)/g
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
program gets the characters \`$(NAME)\`, and a shell takes them for a command to run. In \`env\` only the variables above count.`,
  references: [
    'https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/#use-environment-variables-to-define-arguments',
  ],

  *check({ job }): Generator<Violation> {
    for (const { path, env, envFrom, command = [], args = [] } of [...job.pod.initContainers, ...job.pod.containers]) {
      if (envFrom.length > 0) continue
      const texts = [
        ...command.map((text, index) => ({ at: `${path}.command[${index}]`, text, known: env })),
        ...args.map((text, index) => ({ at: `${path}.args[${index}]`, text, known: env })),
        ...env.map(({ path: at, value = '' }, index) => ({ at: `${at}.value`, text: value, known: env.slice(0, index) })),
      ]
      for (const { at, text, known } of texts) {
        const name = undefinedName(text, new Set(known.map((variable) => variable.name)))
        if (name === undefined) continue
        yield {
          at,
          message: `$(${name}) stays as it is written: no variable ${name} is defined ${at.endsWith('.value') ? 'above it' : 'in this container'}`,
          help: `define ${name} in env, or write $$(${name}) where a shell shall run a command of that name`,
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
    { title: 'a Service of the namespace', yaml: containerOf('args: ["--host=$(ORDERS_SERVICE_HOST)"]') },
  ],
  bad: [
    { title: 'nothing defines it', at: `${POD}.containers[0].args[0]`, yaml: containerOf('args: ["Bearer $(API_KEY)"]') },
    {
      title: 'defined too late',
      at: `${POD}.containers[0].env[0].value`,
      yaml: containerOf('env:', '  - {name: URL, value: "http://$(HOST)/"}', '  - {name: HOST, value: db}'),
    },
  ],
})

/** The first name that nothing defines. An even number of dollars before it escapes none; `NAME()` in the text is a function of the script. */
function undefinedName(text: string, known: ReadonlySet<string | undefined>): string | undefined {
  for (const [, dollars, name] of text.matchAll(REFERENCE)) {
    if (dollars.length % 2 === 0 && !known.has(name) && !OF_A_SERVICE.test(name) && !text.includes(`${name}()`)) return name
  }
  return undefined
}
