import type { Mapping, Node, Pair } from '../reader/index.ts'
import type { DecodeProblem } from './decode-problem.ts'
import type { Path } from './field-path.ts'
import { placesOf } from './field-places.ts'
import { suggestName, suggestOwnName } from './suggest.ts'
import { objectType, type FieldType } from './type-table.ts'
import type { Minor } from './verdict.ts'

interface Where {
  readonly typeName: string
  /** Set where another version knows the field. */
  readonly field: FieldType | undefined
  /** Of the mapping that holds the field. */
  readonly path: Path
  readonly kind: string
  readonly root: Node
  readonly minor: Minor
}

/** A field that the server does not know here, with what was probably meant: another name, another place, a newer version. */
export function unknownField(pair: Pair, mapping: Mapping, { typeName, field, path, kind, root, minor }: Where): DecodeProblem {
  const name = pair.key
  const parent = path.text()
  path.push(name)
  const here = path.text()
  const place = path.order()
  path.pop()
  const legal = field ? [] : [...legalNames(typeName, mapping, minor)]
  const own = suggestOwnName(name, legal)
  const suggestion = own ?? suggestName(name, legal)
  const isHere = own !== undefined || suggestion?.toLowerCase() === name.toLowerCase()
  const belongs = field || isHere ? [] : nearestPlaces(placesOf(name, kind, minor), parent, root)
  return {
    stage: 'decode',
    reason: 'UnknownField',
    field: here,
    message: `unknown field ${JSON.stringify(here)}`,
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
    place,
    aborts: false,
  }
}

const keysOf = new WeakMap<Mapping, ReadonlySet<string>>()

/** A field that already stands here is not what another one was meant to be. */
function* legalNames(typeName: string, mapping: Mapping, minor: Minor): Iterable<string> {
  let taken = keysOf.get(mapping)
  if (!taken) keysOf.set(mapping, (taken = new Set(mapping.pairs.map(({ key }) => key))))
  for (const { name, since, until } of objectType(typeName).values()) if (since <= minor && until >= minor && !taken.has(name)) yield name
}

const SHOWN_PLACES = 3

/** Where a misplaced field may belong, nearest first. A place off the way up or down (`volumes[].name` for a `name` in the spec) is no answer. */
function nearestPlaces(places: readonly string[], path: string, root: Node): readonly string[] {
  if (places.length === 0) return []
  const from = path === '' ? [] : path.replace(/\[\d+\]/g, '[]').split('.')
  return places
    .map((place) => ({ place, ...wayTo(place, from) }))
    .filter(({ up, down }) => places.length <= 3 || up === 0 || down === 0 || (up <= 1 && down <= 1))
    .toSorted((a, b) => costOf(a) - costOf(b))
    .slice(0, SHOWN_PLACES)
    .map(({ place }) => concrete(place, path, root))
}

/** Steps up from a path and down to the mapping that takes the field. Further down is where a forgotten level leads; sideways is less likely. */
function wayTo(place: string, from: readonly string[]): { readonly up: number; readonly down: number } {
  const to = place.split('.').slice(0, -1)
  let shared = 0
  while (shared < from.length && shared < to.length && from[shared] === to[shared]) shared++
  return { up: from.length - shared, down: to.length - shared }
}

/** Out of `spec` into the `metadata` beside it is nearer than any way further down. */
function costOf({ place, up, down }: { readonly place: string; readonly up: number; readonly down: number }): number {
  return up === 1 && down === 1 && /(?:^|\.)metadata\.[^.]+$/.test(place) ? 0 : up * 2 + down
}

/** Puts indices where the object leaves no choice: `containers[]` becomes `containers[0]` where there is only one. */
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
      const items: readonly { readonly value: Node }[] = node?.kind === 'sequence' ? node.items : []
      const own = from[index]?.startsWith(`${name}[`) ? Number(/\[(\d+)\]$/.exec(from[index])?.[1]) : undefined
      const chosen = own ?? (items.length === 1 ? 0 : undefined)
      node = chosen === undefined ? undefined : items[chosen]?.value
      return chosen === undefined ? step : `${name}[${chosen}]`
    })
    .join('.')
}
