import { mergesOf } from './substitution.ts'
import { scriptsOf, type FleetScript } from '../../lib/fleet/index.ts'
import { defineRule, type Edit, type FleetViolation } from '../../lib/rule/index.ts'
import { fluxSetting, fluxKustomizations } from './delivered.ts'
import { fluxWith } from './example.ts'

const BRACED = /(?<!\$)\$\{#?([A-Za-z_]\w*)(?=[}:^,#%=/-])/g

/** Flux reads `${NAME}` before any shell does. */
export default defineRule({
  id: 'flux-blanks-shell-variable',
  title: 'A variable of a shell is not taken for one of Flux',
  level: 'error',
  rationale: `
With \`postBuild\` Flux replaces every \`\${NAME}\` in the text of the manifests, and one that it does not know by nothing, silently. The script that reaches the cluster has lost the variable:
\`rm -rf \${DIR}/\` is \`rm -rf /\`. \`$NAME\` is left alone, \`$\${NAME}\` becomes \`\${NAME}\`, and the annotation \`kustomize.toolkit.fluxcd.io/substitute: disabled\` leaves out an object.`,
  references: ['https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution'],

  *checkFleet(cluster): Generator<FleetViolation> {
    for (const script of scriptsOf(cluster)) {
      const merges = mergesOf(cluster, fluxKustomizations(cluster, script.object.file))
      if (!merges || fluxSetting(holderOf(script, cluster.objects), 'substitute') === 'disabled') continue
      const own = ownVariables(script)
      const lost = [...script.text.matchAll(BRACED)].filter(([, name]) => !merges.known.has(name) && (merges.complete || own.has(name)))
      if (lost.length === 0) continue
      const [{ index, 0: whole, 1: name }] = lost
      yield {
        object: script.object,
        at: script.path,
        part: { from: index, to: index + whole.length + 1 },
        message: `\${${name}} is replaced by nothing before the shell sees it: Flux takes it for its own`,
        help: `write $$\{${name}} or $${name}, or set the annotation kustomize.toolkit.fluxcd.io/substitute: disabled`,
        fix: {
          title: 'double the dollars',
          safe: false,
          edits: lost.toReversed().map((match): Edit => ({
            kind: 'replace-part',
            path: script.path,
            from: match.index,
            to: match.index + 1,
            text: '$$',
          })),
        },
      }
    }
  },

  good: [
    { title: 'no braces', yaml: flux('postBuild: {substitute: {zone: eu}}', 'DIR=/cache; rm -rf $DIR/old') },
    { title: 'doubled', yaml: flux('postBuild: {substitute: {zone: eu}}', 'DIR=/cache; rm -rf $${DIR}/old') },
    { title: 'a variable of Flux', yaml: flux('postBuild: {substitute: {zone: eu}}', 'backup --zone ${zone}') },
    { title: 'Flux replaces nothing', yaml: flux('prune: true', 'DIR=/cache; rm -rf ${DIR}/old') },
    {
      title: 'perhaps from a ConfigMap elsewhere',
      yaml: flux('postBuild: {substituteFrom: [{kind: ConfigMap, name: all}]}', 'backup ${zone}'),
    },
  ],
  bad: [
    {
      title: 'nothing is left but the slash',
      at: 'spec.template.spec.containers[0].command[2]',
      yaml: flux('postBuild: {substitute: {zone: eu}}', 'DIR=/cache; rm -rf ${DIR}/${zone}'),
      fixed: flux('postBuild: {substitute: {zone: eu}}', 'DIR=/cache; rm -rf $${DIR}/${zone}'),
    },
  ],
})

/** Variables that the script sets itself or that its container gives it: no others can be meant. */
function ownVariables({ text, container }: FleetScript): ReadonlySet<string> {
  const set = [...text.matchAll(/(?:^|[\s;&|(])(?:(\w+)\+?=|for\s+(\w+)\s+in|read\s+(?:-\w+\s+)*(\w+))/gm)].flatMap((match) =>
    match.slice(1),
  )
  return new Set([...set.filter(Boolean), ...(container?.env.map(({ name = '' }) => name) ?? [])])
}

function holderOf({ object, workload }: FleetScript, objects: Parameters<typeof scriptsOf>[0]['objects']) {
  return objects.find((candidate) => candidate.object === object) ?? workload
}

function flux(spec: string, script: string): string {
  return `${fluxWith(`path: ./, ${spec}`)}apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec: {template: {spec: {containers: [{name: a, command: [sh, -c, "${script}"]}]}}}\n`
}
