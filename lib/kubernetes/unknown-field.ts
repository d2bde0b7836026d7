import type { Mapping, Node, Pair } from '../reader/index.ts'
import type { Problem } from './problem.ts'
import { placesOf, suggestField } from './suggest.ts'
import type { FieldType, ObjectType } from './type-table.ts'
import type { Minor } from './verdict.ts'

interface Where {
  readonly type: ObjectType
  /** Set where another version knows the field. */
  readonly field: FieldType | undefined
  readonly path: string
  readonly kind: string
  readonly root: Node
  readonly minor: Minor
}

/** A field that the server does not know here, with what was probably meant: another name, another place, a newer version. */
export function unknownField(pair: Pair, mapping: Mapping, { type, field, path, kind, root, minor }: Where): Problem {
  const name = pair.key
  const here = path === '' ? name : `${path}.${name}`
  const legal = [...type.values()].filter((candidate) => candidate.since <= minor && candidate.until >= minor).map((candidate) => candidate.name)
  const taken = new Set(mapping.pairs.map(({ key }) => key))
  // A field that already stands here is not what another one was meant to be.
  const suggestion = field ? undefined : suggestField(name, legal.filter((candidate) => !taken.has(candidate)))
  const belongs = field ? [] : nearestPlaces(placesOf(name, kind, minor), path, root)
  return {
    stage: 'decode',
    reason: 'UnknownField',
    field: here,
    message: `unknown field "${here}"`,
    start: pair.keyNode.start,
    end: pair.keyNode.end,
    detail: {
      kind: 'unknown-field',
      name,
      ...(suggestion === undefined ? {} : { suggestion }),
      ...(belongs.length === 0 ? {} : { belongs }),
      ...(field && field.since > minor ? { since: field.since } : {}),
      ...(field && field.until < minor ? { until: field.until } : {}),
    },
  }
}

/** Where a misplaced field may belong: places that share most of its path first. `containers[]` becomes `containers[0]` where there is only one. */
function nearestPlaces(places: readonly string[], path: string, root: Node): readonly string[] {
  const plain = path.replace(/\[\d+\]/g, '[]')
  return places
    .map((place) => ({ place, distance: distance(plain, place) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ place }) => concrete(place, path, root))
}

/** Steps up from the one and down to the other. */
function distance(from: string, to: string): number {
  const a = from === '' ? [] : from.split('.')
  const b = to.split('.').slice(0, -1)
  let shared = 0
  while (shared < a.length && shared < b.length && a[shared] === b[shared]) shared++
  // Further down is where a forgotten level leads; sideways is less likely.
  return (a.length - shared) * 2 + (b.length - shared)
}

/** Puts indices where the object leaves no choice. */
function concrete(place: string, path: string, root: Node): string {
  const from = path.split('.')
  let node: Node | undefined = root
  return place
    .split('.')
    .map((step, index) => {
      const list = step.endsWith('[]')
      const name = list ? step.slice(0, -2) : step
      node = node?.kind === 'mapping' ? node.pairs.find(({ key }) => key === name)?.value : undefined
      if (!list) return name
      if (from[index]?.startsWith(`${name}[`)) {
        const at = Number(/\[(\d+)\]/.exec(from[index])?.[1])
        node = node?.kind === 'sequence' ? node.items[at]?.value : undefined
        return from[index]
      }
      const only: Node | undefined = node?.kind === 'sequence' && node.items.length === 1 ? node.items[0].value : undefined
      node = only
      return only ? `${name}[0]` : `${name}[]`
    })
    .join('.')
}
