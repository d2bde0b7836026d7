import { placeOfComment, scriptsOf, shellcheckKey, type FleetScript } from '../../lib/fleet/index.ts'
import { defineRule, type FleetViolation } from '../../lib/rule/index.ts'
import { containerOf, POD } from '../example.ts'

const SEVERITIES = ['error', 'warning', 'info', 'style']

/** What shellcheck says about a script, at the script's place in the manifest. */
export default defineRule({
  id: 'shellcheck',
  title: 'Shell scripts in manifests are clean under shellcheck',
  level: 'warning',
  rationale: `
\`cronwright lint --shellcheck\` hands every script to shellcheck, in one call: those after \`sh -c\`, as the kubelet expands them, and those in ConfigMaps that a job mounts. It is off by default and in no policy,
because what it finds depends on the version that the machine has.`,
  references: ['https://www.shellcheck.net/wiki/'],
  options: {
    severity: { default: 'warning', description: 'the least severity that is told: error, warning, info or style' },
    ignore: { default: [], description: 'codes that are not told, such as SC2086' },
  },

  *checkFleet(cluster, { options, shellcheck }): Generator<FleetViolation> {
    const least = SEVERITIES.indexOf(String(options.severity))
    const ignored = new Set(options.ignore as readonly string[])
    for (const script of shellcheck ? scriptsOf(cluster) : []) {
      for (const comment of shellcheck?.[shellcheckKey(script)] ?? []) {
        const code = `SC${comment.code}`
        if (SEVERITIES.indexOf(comment.level) > least || ignored.has(code) || isGiven(script, comment.message)) continue
        yield {
          object: script.object,
          at: script.path,
          part: placeOfComment(script, comment),
          message: `${code} ${comment.message.replace(/\s+/g, ' ').replace(/\.$/, '')}`,
          help: `see https://www.shellcheck.net/wiki/${code}`,
        }
      }
    }
  },

  good: [
    { title: 'nothing to say', shellcheck: { 'sh:echo "$1"': [] }, yaml: containerOf(`command: [sh, -c, 'echo "$1"']`) },
    { title: 'shellcheck was not asked', yaml: containerOf("command: [sh, -c, 'echo $1']") },
    {
      title: 'below the severity',
      shellcheck: { 'sh:echo $1': [{ line: 1, column: 6, endLine: 1, endColumn: 8, level: 'info', code: 2086, message: 'Double quote.' }] },
      yaml: containerOf('command: [sh]', "args: [-c, 'echo $1']"),
    },
  ],
  bad: [
    {
      title: 'an unset variable',
      at: `${POD}.containers[0].command[2]`,
      shellcheck: {
        'sh:rm -rf "$dir/"': [
          { line: 1, column: 9, endLine: 1, endColumn: 13, level: 'warning', code: 2154, message: 'dir is referenced but not assigned.' },
        ],
      },
      yaml: containerOf(`command: [sh, -c, 'rm -rf "$dir/"']`),
    },
  ],
})

/** "NAME is referenced but not assigned" is no news where the container gets NAME. */
function isGiven({ workload, container }: FleetScript, message: string): boolean {
  const name = /^(\w+) is referenced but not assigned/.exec(message)?.[1]
  if (name === undefined) return false
  const { initContainers, containers } = workload.job.pod
  return (container ? [container] : [...initContainers, ...containers]).some(
    ({ env, envFrom }) => envFrom.length > 0 || env.some((variable) => variable.name === name),
  )
}
