import type { Node } from '../reader/index.ts'
import { child, pairOf, textUnder } from './path.ts'
import type { Shape } from './manifest.ts'

/** Tells what a document is by its form alone; a kustomization that refers to it as a patch knows better. */
export function shapeOf(root: Node): Shape {
  if (isJsonPatch(root)) return 'json-patch'
  if (root.kind !== 'mapping') return 'other'
  if (textUnder(root, '$patch') === 'delete') return 'delete-patch'
  const kind = textUnder(root, 'kind')
  const api = textUnder(root, 'apiVersion')
  if (kind === undefined && api === undefined) return 'other'
  if (kind !== 'CronJob' && kind !== 'Job') return kind === undefined ? 'other' : 'object'
  return looksPartial(root, kind) ? 'patch' : 'object'
}

/** A list of `{op, path}`: an RFC 6902 patch. */
export function isJsonPatch(root: Node): boolean {
  if (root.kind !== 'sequence' || root.items.length === 0) return false
  return root.items.every(({ value }) => value.kind === 'mapping' && child(value, 'op') !== undefined && child(value, 'path') !== undefined)
}

/**
 * A partial CronJob or Job: what a whole object cannot lack is absent — no containers, or no container with an image, or no schedule.
 * Reporting "missing" in a patch is the fastest way to be uninstalled, so the doubt goes to the patch.
 */
function looksPartial(root: Node, kind: string): boolean {
  if (hasPatchDirective(root)) return true
  const spec = child(root, 'spec')
  if (spec === undefined) return true
  if (spec.kind !== 'mapping') return false
  const jobSpec = kind === 'CronJob' ? child(child(spec, 'jobTemplate'), 'spec') : spec
  const podSpec = child(child(jobSpec, 'template'), 'spec')
  const containers = child(podSpec, 'containers')
  if (containers?.kind !== 'sequence' || containers.items.length === 0)
    return kind === 'CronJob' ? isSmall(spec) : jobSpec !== undefined && child(jobSpec, 'template') === undefined
  const withImage = containers.items.some(({ value }) => child(value, 'image') !== undefined)
  if (!withImage) return true
  return (
    kind === 'CronJob' &&
    child(spec, 'schedule') === undefined &&
    containers.items.every(({ value }) => child(value, 'command') === undefined && child(value, 'args') === undefined)
  )
}

/** A CronJob without containers is a patch, unless it misses nothing but the levels in between (a forgotten `template:`). */
function isSmall(spec: Node): boolean {
  return !mentions(spec, 'containers')
}

function mentions(node: Node, key: string): boolean {
  if (node.kind === 'sequence') return node.items.some(({ value }) => mentions(value, key))
  return node.kind === 'mapping' && node.pairs.some((pair) => pair.key === key || mentions(pair.value, key))
}

/** `$patch`, `$retainKeys`, `$setElementOrder/…`, `$deleteFromPrimitiveList/…`: only patches have them. */
function hasPatchDirective(node: Node): boolean {
  if (node.kind === 'scalar') return false
  if (node.kind === 'sequence') {
    for (const { value } of node.items) if (hasPatchDirective(value)) return true
    return false
  }
  for (const { key, value } of node.pairs) {
    if (key.charCodeAt(0) === DOLLAR && DIRECTIVE.test(key)) return true
    if (value.kind !== 'scalar' && hasPatchDirective(value)) return true
  }
  return false
}

const DOLLAR = 0x24
const DIRECTIVE = /^\$(patch|retainKeys|setElementOrder|deleteFromPrimitiveList)/

/** SOPS leaves its own mapping beside what it encrypted. */
export function isEncrypted(root: Node): boolean {
  if (root.kind !== 'mapping') return false
  const sops = pairOf(root, 'sops')?.value
  return (
    sops?.kind === 'mapping' &&
    (child(sops, 'mac') !== undefined || child(sops, 'version') !== undefined || child(sops, 'lastmodified') !== undefined)
  )
}
