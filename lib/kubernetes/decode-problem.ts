import type { Mapping, Node, Pair, Scalar } from '../reader/index.ts'
import { goValueName } from './decode-scalar.ts'
import type { Path } from './field-path.ts'
import { goType } from './go-type.ts'
import { meantValue } from './meant-value.ts'
import type { Problem } from './problem.ts'
import type { FieldType, ValueKind } from './type-table.ts'
import type { DecodeReason } from './verdict.ts'

/** What strict decoding refuses, with what decides about what the server says first. */
export interface DecodeProblem extends Problem {
  readonly stage: 'decode'
  readonly reason: DecodeReason
  /** Steps of the path, for the order in which the server reads. */
  readonly place: readonly (string | number)[]
  /** The server stops reading here; other wrong types it collects and names the first. */
  readonly aborts: boolean
  /** Offset of what the YAML reader names the line of, where it names one: the value. */
  readonly named?: number
}

interface At {
  readonly path: Path
  /** The type that holds the field. */
  readonly struct: string
  readonly pair: Pair | undefined
  /** The type's own words, where it reads itself. */
  readonly fault: string | undefined
}

/** A value of another type than the field's. */
export function wrongType(node: Node, field: FieldType, { path, struct, pair, fault }: At): DecodeProblem {
  const text = path.text()
  const meant = meantValue(node, field)
  const readsItself = field.kind === 'quantity' || field.kind === 'time' || field.kind === 'int-or-string'
  return {
    stage: 'decode',
    reason: 'WrongType',
    field: text,
    message:
      fault ??
      `json: cannot unmarshal ${goName(node, field.kind)} into Go struct field ${struct}.${path.fieldNames()} of type ${goType(field, struct)}`,
    ...rangeOf(node, pair),
    detail: { kind: 'wrong-type', expected: EXPECTED[field.kind], found: foundName(node), ...(meant === undefined ? {} : { meant }) },
    place: path.order(),
    aborts: readsItself,
  }
}

/** A key that this mapping has already. */
export function duplicateField(mapping: Mapping, pair: Pair, path: Path): DecodeProblem {
  const first = (mapping.pairs.find(({ key }) => key === pair.key) ?? pair).keyNode
  path.push(pair.key)
  const problem: DecodeProblem = {
    stage: 'decode',
    reason: 'DuplicateField',
    field: path.text(),
    message: `key ${JSON.stringify(pair.key)} already set in map`,
    start: pair.keyNode.start,
    end: pair.keyNode.end,
    detail: { kind: 'duplicate-key', name: pair.key, first: { start: first.start, end: first.end } },
    place: path.order(),
    aborts: false,
    named: (pair.alias ?? pair.value).start,
  }
  path.pop()
  return problem
}

/** Repeated keys in what no type describes: the YAML reader refuses them wherever they are. */
export function duplicatesIn(node: Node, path: Path): DecodeProblem[] {
  if (node.kind === 'scalar') return []
  const found: DecodeProblem[] = []
  const visit = (value: Node, step: string | number): void => {
    if (value.kind === 'scalar') return
    path.push(step)
    found.push(...duplicatesIn(value, path))
    path.pop()
  }
  if (node.kind === 'sequence') node.items.forEach(({ value }, index) => visit(value, index))
  else {
    for (const pair of node.pairs) {
      if (pair.duplicate) found.push(duplicateField(node, pair, path))
      visit(pair.value, pair.key)
    }
  }
  return found
}

const EXPECTED: Readonly<Record<ValueKind, string>> = {
  string: 'a string',
  boolean: 'true or false',
  int32: 'a whole number',
  int64: 'a whole number',
  number: 'a number',
  quantity: 'a quantity such as 500m or 64Mi',
  'int-or-string': 'a whole number or a string',
  time: 'an instant such as 2027-01-15T12:00:00Z',
  bytes: 'base64 text',
  any: 'anything',
  list: 'a list',
  map: 'a mapping',
  object: 'a mapping',
}

function foundName(node: Node): string {
  if (node.kind !== 'scalar') return node.kind === 'mapping' ? 'a mapping' : 'a list'
  const { value, text, style } = node
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text
  if (typeof value === 'string') return style === 'plain' ? `the text ${shown}` : `the text ${JSON.stringify(shown)}`
  if (typeof value === 'boolean') return String(value) === text ? `the boolean ${shown}` : `the boolean ${value} (${shown})`
  return `the number ${shown}`
}

function goName(node: Node, kind: ValueKind): string {
  if (node.kind === 'scalar') return goValueName(node.value, kind)
  return node.kind === 'mapping' ? 'object' : 'array'
}

/** A scalar stands for itself; a mapping or list for its key, so that a caret marks one line. */
function rangeOf(node: Node, pair: Pair | undefined): { readonly start: number; readonly end: number } {
  if (pair?.alias) return { start: pair.alias.start, end: pair.alias.end }
  if (node.kind === 'scalar' && node.end > node.start) return { start: node.start, end: node.end }
  const key: Scalar | undefined = pair?.keyNode ?? (node.kind === 'mapping' ? node.pairs[0]?.keyNode : undefined)
  return key ? { start: key.start, end: key.end } : { start: node.start, end: Math.min(node.end, node.start + 1) }
}
