import { scriptsOf } from '../../lib/fleet/index.ts'
import { defineRule, type FleetViolation } from '../../lib/rule/index.ts'
import { hasOption, readCommands, type ShellCommand } from '../../lib/script/index.ts'
import { containerOf, POD } from '../example.ts'

/** Commands that practically cannot fail, or whose failure nobody means. */
const HARMLESS =
  /^(?:(?:echo|printf|export|readonly|local|declare|set|shopt|umask|trap|true|:|sleep|date|unset|for|case|select|return|break|continue|shift|exit|wait|source|alias|function|hostname|env|whoami|id|pwd|ls|cat\s+<<|test|\[\[?)(?=\s|$)|#|\w+=(?!.*[$`]\()|[\w-]+\s*$|\S+\)$)/

/** A script goes on after a failure, and its last command alone decides. */
export default defineRule({
  id: 'missing-errexit',
  title: 'A script of several commands stops at the first that fails',
  level: 'warning',
  rationale: `
A shell goes on after a command that failed, and exits with the status of the last one. A Job is complete when its container exits 0: a backup that failed before an upload
that worked counts as a success, is not retried and raises no alert. \`set -e\`, or \`&&\` between the commands, ends the script where it breaks.`,
  references: ['https://www.gnu.org/software/bash/manual/html_node/The-Set-Builtin.html'],

  *checkFleet(cluster): Generator<FleetViolation> {
    for (const script of scriptsOf(cluster)) {
      if (script.sourced || hasOption(script, 'e', 'errexit') || /\$\?|\btrap\b[^\n]*\b(?:ERR|EXIT)\b/.test(script.text)) continue
      const commands = readCommands(script.text).filter(({ text }) => !text.startsWith('#'))
      const at = commands.findIndex((command, index) => index < commands.length - 1 && isLost(command, commands, index))
      if (at < 0) continue
      const { text, start } = commands[at]
      const program = text.replace(/^\w+=["']?\$\(/, '').split(/\s/, 1)[0]
      yield {
        object: script.object,
        at: script.path,
        part: { from: start, to: start + text.split(/\s/, 1)[0].length },
        message: `when ${program} fails the script goes on, and its last command decides whether the Job succeeded`,
        help: 'begin the script with set -e, or join the commands with &&',
      }
    }
  },

  good: [
    { title: 'set -e', yaml: containerOf('command: [sh, -c, "set -e; pg_dump -f /out/a orders; aws s3 cp /out/a s3://b/a"]') },
    { title: 'an option of the shell', yaml: containerOf('command: [sh, -ec, "pg_dump -f /out/a orders; aws s3 cp /out/a s3://b/a"]') },
    { title: 'joined', yaml: containerOf('command: [sh, -c, "echo begin; pg_dump -f /out/a orders && aws s3 cp /out/a s3://b/a"]') },
    { title: 'looks for itself', yaml: containerOf('command: [sh, -c, "pg_dump -f /out/a orders || exit 1; aws s3 cp /out/a s3://b/a"]') },
    { title: 'one command', yaml: containerOf('command: [sh, -c, "echo begin; python report.py"]') },
  ],
  bad: [
    {
      title: 'the upload hides the dump',
      at: `${POD}.containers[0].command[2]`,
      yaml: containerOf('command: [sh, -c, "pg_dump -f /out/a orders; aws s3 cp /out/a s3://b/a"]'),
    },
    {
      title: 'a message hides everything',
      at: `${POD}.containers[0].args[1]`,
      yaml: containerOf('command: [bash]', 'args:', '  - -c', '  - |', '    python report.py --all', '    echo "done"'),
    },
  ],
})

/** Nothing looks at its status: no operator, no test, no background. */
function isLost({ text, after, tested, before }: ShellCommand, all: readonly ShellCommand[], index: number): boolean {
  if (HARMLESS.test(text) || tested || (after !== ';' && after !== '\n')) return false
  if (before === '||') return false
  // A chain that ends in `|| …` has been looked at.
  for (let at = index; at > 0 && (all[at].before === '&&' || all[at].before === '|'); at--) if (all[at - 1].tested) return false
  return true
}
