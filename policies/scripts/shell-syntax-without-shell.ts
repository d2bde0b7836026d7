import { defineRule, type Violation } from '../../lib/rule/index.ts'
import { findShell, programOf, wordsOf, type ShellCall, type Word } from '../../lib/script/index.ts'
import type { Container } from '../../lib/fleet/index.ts'
import { containerOf, POD } from '../example.ts'

/** Words that are operators for a shell and plain arguments for a program. */
const OPERATORS: ReadonlySet<string> = new Set(['&&', '||', '|', '>', '>>', '2>&1', '2>/dev/null', '<<', '&>', '>/dev/null'])
/** Programs that take such words as operands, hand them to another shell, or read them themselves. */
const TAKES_THEM =
  /^(?:expr|test|\[|ssh|find|xargs|su|runuser|docker|podman|nsenter|chroot|watch|parallel|awk|jq|yq|eval|make|env|gosu|su-exec|script|bazel)$/
const GLOBBING: ReadonlySet<string> = new Set(['rm', 'cp', 'mv', 'ls', 'cat', 'gzip', 'chmod', 'chown', 'wc'])

/** Without a shell nobody reads `&&`, `|`, `>` and `$HOME`. */
export default defineRule({
  id: 'shell-syntax-without-shell',
  title: 'Shell syntax stands in a script that a shell runs',
  level: 'warning',
  kinds: ['CronJob', 'Job'],
  patches: true,
  rationale: `
\`command\` and \`args\` are handed to the kernel word by word. Without a shell among them \`&&\`, \`|\` and \`>\` are arguments of the program, \`$NAME\` stays as it is written (the
kubelet replaces \`$(NAME)\` only), \`*\` matches no file, and a command with its arguments in one word is a program of that name, which does not exist.`,
  references: ['https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/#run-a-command-in-a-shell'],

  *check({ job: { pod } }): Generator<Violation> {
    for (const container of [...pod.initContainers, ...pod.containers]) {
      const shell = findShell(container)
      const unread = unreadOperand(shell)
      if (unread) yield unread
      const words = shell ? [] : wordsOf(container)
      if (words.length === 0 || words.some(({ text }) => handsOn(text))) continue
      const found =
        programIsSentence(container, words[0]) ??
        words
          .slice(1)
          .map((word) => faultOf(container, word, words[0]))
          .find(Boolean)
      if (found) yield found
    }
  },

  good: [
    { title: 'a shell reads it', yaml: containerOf('command: [sh, -c, "sync && report > $HOME/log"]') },
    { title: 'the kubelet replaces this', yaml: containerOf('command: [report, --host=$(HOST)]', 'env: [{name: HOST, value: db}]') },
    { title: 'operands of the script', yaml: containerOf('command: [sh, -c, \'exec "$@"\', --, report, --all]') },
    { title: 'a shell in another pod', yaml: containerOf('command: [kubectl, exec, db, --, sh, -c, "sync && report"]') },
    { title: 'a filter of the program', yaml: containerOf('command: [jq, ".items | length", /data/list.json]') },
    { title: 'an operand of find', yaml: containerOf('command: [find, /data, -name, "*.log", -exec, rm, "{}", ";"]') },
  ],
  bad: [
    { title: 'two commands', at: `${POD}.containers[0].command[1]`, yaml: containerOf('command: [sync, "&&", report]') },
    {
      title: 'a file',
      at: `${POD}.containers[0].args[1]`,
      yaml: containerOf('command: [pg_dump]', 'args: [orders, ">", /out/orders.sql]'),
    },
    {
      title: 'a variable of the shell',
      at: `${POD}.containers[0].args[0]`,
      yaml: containerOf('command: [report]', 'args: ["--host=$HOST"]', 'env: [{name: HOST, value: db}]'),
    },
    { title: 'a sentence for a program', at: `${POD}.containers[0].command[0]`, yaml: containerOf('command: ["python report.py --all"]') },
    {
      title: 'a script of one word',
      at: `${POD}.containers[0].args[1]`,
      yaml: containerOf('command: [sh, -c]', 'args: [python, report.py]'),
    },
    { title: 'files that nobody looks up', at: `${POD}.containers[0].command[2]`, yaml: containerOf('command: [rm, -rf, "/cache/*"]') },
  ],
})

function handsOn(text: string): boolean {
  return TAKES_THEM.test(programOf(text)) || /^(?:sh|bash|ash|dash|zsh|ksh|pwsh|cmd)$/.test(programOf(text))
}

/** `sh -c python report.py` runs python alone: the rest is \$0, \$1 and so on, which this script does not read. */
function unreadOperand(call: ShellCall | undefined): Violation | undefined {
  const operand = call?.operands.at(0)
  if (!call?.script || !operand || /\$[\d@*#{]|\bshift\b|\bgetopts\b/.test(call.script.text)) return undefined
  if (operand.text === '--' || !(OPERATORS.has(operand.text) || /^[\w./-]+$/.test(call.script.text))) return undefined
  return {
    at: operand.path,
    message: `'${operand.text.slice(0, 40)}' is no part of the script: ${call.shell} -c runs '${call.script.text.slice(0, 40)}' alone`,
    help: 'write the whole line as the one word behind -c',
  }
}

function programIsSentence({ command = [] }: Container, { path, text }: Word): Violation | undefined {
  if (command.length === 0 || !/^[\w./-]+\s+\S/.test(text) || text.includes('\n')) return undefined
  return {
    at: path,
    message: `the runtime looks for a program named '${text.slice(0, 40)}': one word of command is one word of the command line`,
    help: 'write every argument as its own item, or run sh -c',
  }
}

function faultOf({ env }: Container, { path, text }: Word, program: Word): Violation | undefined {
  const operator = OPERATORS.has(text)
  const variable = /(?<![$\w])\$(\w+)/.exec(text)?.[1]
  const isShellVariable = variable !== undefined && env.some(({ name }) => name === variable) && !text.includes('\n')
  const glob = GLOBBING.has(programOf(program.text)) && /^[^\s]*\*/.test(text)
  if (!operator && !isShellVariable && !glob) return undefined
  const what = operator ? `'${text}'` : isShellVariable ? `$${variable}` : `'${text}'`
  const effect = operator
    ? `is an argument of ${programOf(program.text)}`
    : isShellVariable
      ? 'reaches the program as it is written'
      : 'matches no file but one of this very name'
  return {
    at: path,
    message: `${what} ${effect}: no shell reads it`,
    help: isShellVariable ? `write $(${variable}), which the kubelet replaces, or run sh -c` : 'run the line with sh -c',
  }
}
