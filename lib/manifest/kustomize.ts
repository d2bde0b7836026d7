import { readYaml, type Node } from '../reader/index.ts'
import { child, textUnder } from './path.ts'

const KUSTOMIZATION = /(^|\/)(kustomization\.ya?ml|Kustomization)$/

export function isKustomization(path: string): boolean {
  return KUSTOMIZATION.test(path)
}

/** Paths of the files that a kustomization applies as patches, relative to where its own path is relative. */
export function patchTargets(path: string, text: string): readonly string[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const targets: string[] = []
  for (const { root } of readYaml(text)) {
    if (!root) continue
    for (const list of ['patches', 'patchesJson6902'])
      for (const entry of itemsOf(child(root, list))) targets.push(textUnder(entry, 'path') ?? '')
    for (const entry of itemsOf(child(root, 'patchesStrategicMerge'))) if (entry.kind === 'scalar') targets.push(entry.text)
  }
  return targets.filter((target) => target !== '' && !target.includes('\n')).map((target) => normalize(folder + target))
}

function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'sequence' ? node.items.map(({ value }) => value) : []
}

/** `a/./b/../c` is `a/c`. */
function normalize(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else if (part !== '.' && (part !== '' || parts.length === 0)) parts.push(part)
  }
  return parts.join('/')
}
