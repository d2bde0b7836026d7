import type { Mapping, Node, Pair, Range, Scalar } from '../reader/index.ts'

export type Step = string | number

/** `spec.containers[0].resources.limits[nvidia.com/gpu]` in steps: names and indices. A bracket that holds no number is a key. */
export function parsePath(path: string): Step[] {
  const steps: Step[] = []
  let index = 0
  while (index < path.length) {
    const character = path[index]
    if (character === '.') index++
    else if (character === '[') {
      const end = path.indexOf(']', index)
      const inside = path.slice(index + 1, end < 0 ? undefined : end)
      steps.push(/^\d+$/.test(inside) ? Number(inside) : inside)
      index = end < 0 ? path.length : end + 1
    } else {
      let end = index
      while (end < path.length && path[end] !== '.' && path[end] !== '[') end++
      steps.push(path.slice(index, end))
      index = end
    }
  }
  return steps
}

/** Where a path leads. */
export interface Place {
  /** False where the path ends early: `value` is then the deepest node on the way. */
  readonly exists: boolean
  readonly value: Node
  /** The key (or, for a list item, nothing) under which `value` stands. */
  readonly key?: Scalar
  readonly pair?: Pair
  /** Set where the value is written as an alias. */
  readonly alias?: Range
  /** How many steps of the path exist. */
  readonly depth: number
  /** The mapping that holds `pair`. */
  readonly parent?: Mapping
}

/** Follows a path as far as it exists. Of equal keys the last one counts, as in the JSON that the server sees. */
export function locate(root: Node, path: string): Place {
  let place: Place = { exists: true, value: root, depth: 0 }
  for (const step of parsePath(path)) {
    const next = follow(place.value, step, place)
    if (!next) return { ...place, exists: false }
    place = next
  }
  return place
}

function follow(node: Node, step: Step, from: Place): Place | undefined {
  const depth = from.depth + 1
  if (node.kind === 'sequence') {
    const item = typeof step === 'number' ? node.items[step] : undefined
    return (
      item && {
        exists: true,
        value: item.value,
        depth,
        ...(item.alias ? { alias: item.alias } : {}),
        ...(item.value.kind === 'scalar' ? {} : { key: firstKey(item.value) ?? from.key }),
      }
    )
  }
  if (node.kind !== 'mapping') return undefined
  const pair = pairOf(node, String(step))
  return (
    pair && { exists: true, value: pair.value, key: pair.keyNode, pair, parent: node, depth, ...(pair.alias ? { alias: pair.alias } : {}) }
  )
}

/** A list item that is a mapping is shown at its first key. */
function firstKey(node: Node): Scalar | undefined {
  return node.kind === 'mapping' ? node.pairs[0]?.keyNode : undefined
}

/** The pair whose value counts. */
export function pairOf(mapping: Mapping, key: string): Pair | undefined {
  for (let index = mapping.pairs.length - 1; index >= 0; index--) if (mapping.pairs[index].key === key) return mapping.pairs[index]
  return undefined
}

/** The value under a key of a mapping; `undefined` for anything else. */
export function child(node: Node | undefined, key: string): Node | undefined {
  return node?.kind === 'mapping' ? pairOf(node, key)?.value : undefined
}

/** The text of a scalar under a key, when it is a string for Kubernetes. */
export function textUnder(node: Node | undefined, key: string): string | undefined {
  const value = child(node, key)
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined
}
