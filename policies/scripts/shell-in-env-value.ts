import { defineRule, type Violation } from '../../lib/rule/index.ts'
import { containerOf, POD } from '../example.ts'

/** A command substitution: a call with operands, or one of the commands that are called without. */
const SUBSTITUTION = /(?<!\$)\$\((?:[a-z][a-z0-9_.-]*\s[^)]*|date|hostname|whoami|pwd|uname|uuidgen)\)/

/** No shell reads the value of a variable. */
export default defineRule({
  id: 'shell-in-env-value',
  title: 'The value of an environment variable holds no shell command',
  level: 'warning',
  kinds: ['CronJob', 'Job'],
  patches: true,
  rationale: `
The kubelet hands a variable to the container as it is written. It replaces \`$(NAME)\` by the value of another variable and nothing else: no shell runs
\`$(date +%F)\`, so the program sees these very characters, in a file name for example.`,
  references: ['https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/'],

  *check({ job }): Generator<Violation> {
    for (const { env, command = [], args = [] } of [...job.pod.initContainers, ...job.pod.containers]) {
      const evaluates = [...command, ...args].some((word) => /\beval\b/.test(word))
      for (const { path, name, value } of env) {
        const match = value === undefined || value.includes('\n') || evaluates ? null : SUBSTITUTION.exec(value)
        if (!match || env.some((other) => `$(${other.name})` === match[0])) continue
        yield {
          at: `${path}.value`,
          message: `no shell runs ${match[0]} in the value of ${name ?? 'a variable'}: the program gets these very characters`,
          help: 'compute it in the script of the container',
        }
      }
    }
  },

  good: [
    { title: 'another variable', yaml: containerOf('env:', '  - {name: HOST, value: db}', '  - {name: URL, value: "http://$(HOST)/"}') },
    {
      title: 'a script that is evaluated',
      yaml: containerOf('command: [sh, -c, "eval $STAMP"]', 'env: [{name: STAMP, value: "echo $(date +%F)"}]'),
    },
    { title: 'in a script', yaml: containerOf('command: [sh, -c, "echo $(date +%F)"]') },
  ],
  bad: [
    { title: 'the date', at: `${POD}.containers[0].env[0].value`, yaml: containerOf('env: [{name: STAMP, value: "$(date +%Y%m%d)"}]') },
  ],
})
