import type { Mapping, Node, Pair, Scalar } from '../reader/index.ts'
import { decodeScalar } from './decode-scalar.ts'
import { Path } from './field-path.ts'
import type { Problem } from './problem.ts'
import { objectType, type FieldType, type ObjectType } from './type-table.ts'
import type { Json, JsonObject, Minor } from './verdict.ts'
import { unknownField } from './unknown-field.ts'

export interface DecodeOptions {
  readonly minor: Minor
  /** A kustomize patch: directives such as `$patch` are no fields. */
  readonly partial?: boolean
  /** True for a scalar whose value nobody knows here (a placeholder): its type is not judged. */
  readonly isUnknown?: (scalar: Scalar, path: () => string) => boolean
}

export interface DecodedObject {
  /** Only known fields of their declared type; nulls are gone, a null list element is an empty object or text. */
  readonly object: JsonObject
  /** Everything that strict decoding refuses, in the order of the text. */
  readonly problems: readonly Problem[]
}

/** Decodes an object of a root type as the API server does, but goes on after a fault so that an author learns everything at once. */
export function decode(root: Node, kind: string, options: DecodeOptions): DecodedObject {
  const decoder = new Decoder(kind, root, options)
  const object = decoder.object(root, kind)
  return { object, problems: decoder.problems }
}

class Decoder {
  readonly problems: Problem[] = []
  private readonly path = new Path()
  private readonly kind: string
  private readonly root: Node
  private readonly options: DecodeOptions

  constructor(kind: string, root: Node, options: DecodeOptions) {
    this.kind = kind
    this.root = root
    this.options = options
  }

  object(node: Node, typeName: string): JsonObject {
    if (node.kind !== 'mapping') {
      this.wrongType(node, 'a mapping')
      return {}
    }
    const type = objectType(typeName)
    const object: Record<string, Json> = {}
    for (const pair of node.pairs) {
      if (pair.duplicate) this.duplicate(node, pair)
      const field = this.fieldOf(type, pair, node)
      if (!field) continue
      this.path.push(pair.key)
      const value = this.value(pair.value, field, pair)
      this.path.pop()
      if (value === undefined) delete object[pair.key]
      else object[pair.key] = value
    }
    return object
  }

  private fieldOf(type: ObjectType, pair: Pair, mapping: Mapping): FieldType | undefined {
    const field = type.get(pair.key)
    const { minor, partial } = this.options
    if (field && field.since <= minor && field.until >= minor) return field
    if (partial && pair.key.startsWith('$')) return undefined
    this.problems.push(unknownField(pair, mapping, { type, field, path: this.path.text(), kind: this.kind, root: this.root, minor }))
    return undefined
  }

  /** `undefined` for null, which means unset, and for what cannot be taken. */
  private value(node: Node, field: FieldType, at: Pair | undefined): Json | undefined {
    if (node.kind === 'scalar' && node.value === null && !node.tag) return undefined
    switch (field.kind) {
      case 'object':
        return this.skips(node) ? undefined : this.object(node, field.type as string)
      case 'list':
        return this.list(node, field.element as FieldType, at)
      case 'map':
        return this.map(node, field.element as FieldType)
      case 'any':
        return anyValue(node)
      default:
        return this.scalar(node, field)
    }
  }

  private list(node: Node, element: FieldType, at: Pair | undefined): Json | undefined {
    if (node.kind !== 'sequence') {
      if (!this.skips(node)) this.wrongType(node, 'a list', at)
      return undefined
    }
    const list: Json[] = []
    for (let index = 0; index < node.items.length; index++) {
      this.path.push(index)
      // A null element is an empty object or an empty text for the server, not nothing.
      const value = this.value(node.items[index].value, element, undefined)
      list.push(value ?? emptyValue(element))
      this.path.pop()
    }
    return list
  }

  private map(node: Node, element: FieldType): Json | undefined {
    if (node.kind !== 'mapping') {
      if (!this.skips(node)) this.wrongType(node, 'a mapping')
      return undefined
    }
    const map: Record<string, Json> = {}
    for (const pair of node.pairs) {
      if (pair.duplicate) this.duplicate(node, pair)
      this.path.pushKey(pair.key)
      map[pair.key] = this.value(pair.value, element, pair) ?? emptyValue(element)
      this.path.pop()
    }
    return map
  }

  private scalar(node: Node, field: FieldType): Json | undefined {
    if (node.kind !== 'scalar') {
      this.wrongType(node, EXPECTED[field.kind] ?? 'a text')
      return undefined
    }
    const decoded = decodeScalar(node, field.kind)
    if ('value' in decoded) return decoded.value
    if (!this.skips(node)) this.wrongType(node, decoded.expected, undefined, decoded.meant)
    return undefined
  }

  private skips(node: Node): boolean {
    return node.kind === 'scalar' && this.options.isUnknown?.(node, () => this.path.text()) === true
  }

  private wrongType(node: Node, expected: string, at?: Pair, meant?: Json): void {
    const found = node.kind === 'scalar' ? scalarName(node) : node.kind === 'mapping' ? 'a mapping' : 'a list'
    const field = this.path.text()
    const { start, end } = node.kind === 'scalar' && node.end > node.start ? node : (at?.keyNode ?? { start: node.start, end: Math.min(node.end, node.start + 1) })
    this.problems.push({
      stage: 'decode',
      reason: 'WrongType',
      field,
      message: `${field || 'the document'} takes ${expected}, this is ${found}`,
      start,
      end,
      detail: { kind: 'wrong-type', expected, found, ...(meant === undefined ? {} : { meant }) },
    })
  }

  private duplicate(mapping: Mapping, pair: Pair): void {
    this.path.push(pair.key)
    const first = mapping.pairs.find(({ key }) => key === pair.key)?.keyNode ?? pair.keyNode
    this.problems.push({
      stage: 'decode',
      reason: 'DuplicateField',
      field: this.path.text(),
      message: `key "${pair.key}" already set in map`,
      start: pair.keyNode.start,
      end: pair.keyNode.end,
      detail: { kind: 'duplicate-key', name: pair.key, first: { start: first.start, end: first.end } },
    })
    this.path.pop()
  }
}

const EXPECTED: Readonly<Partial<Record<FieldType['kind'], string>>> = {
  string: 'a string',
  int32: 'a whole number',
  int64: 'a whole number',
  boolean: 'true or false',
  quantity: 'a quantity such as 500m or 64Mi',
}

function emptyValue(element: FieldType): Json {
  if (element.kind === 'object' || element.kind === 'map') return {}
  if (element.kind === 'list') return []
  if (element.kind === 'quantity' || element.kind === 'int32' || element.kind === 'int64') return element.kind === 'quantity' ? '0' : 0
  return element.kind === 'boolean' ? false : ''
}

function scalarName({ value, text, style }: Scalar): string {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text
  if (typeof value === 'string') return style === 'plain' ? `the text ${shown}` : `the text ${JSON.stringify(shown)}`
  return typeof value === 'boolean' ? `the boolean ${value}${String(value) === text ? '' : ` (${shown})`}` : `the number ${shown}`
}

function anyValue(node: Node): Json {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'sequence') return node.items.map(({ value }) => anyValue(value))
  const object: Record<string, Json> = {}
  for (const pair of node.pairs) object[pair.key] = anyValue(pair.value)
  return object
}
