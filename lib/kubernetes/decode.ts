import type { Mapping, Node, Pair, Scalar } from '../reader/index.ts'
import { decodeScalar, ownFault } from './decode-scalar.ts'
import { duplicateField, duplicatesIn, wrongType, type DecodeProblem } from './decode-problem.ts'
import { Path } from './field-path.ts'
import { quantityFault } from './quantity.ts'
import { objectType, type FieldType } from './type-table.ts'
import { unknownField } from './unknown-field.ts'
import { NEWEST_MINOR, type Json, type JsonObject, type Minor } from './verdict.ts'

export interface DecodeOptions {
  /** A kustomize patch: directives such as `$patch` are no fields. */
  readonly partial?: boolean
  /** Encrypted by SOPS, which writes a field of its own beside the object's; it is gone before anything is sent. */
  readonly encrypted?: boolean
  /** True for a scalar whose value nobody knows here (a placeholder): its type is not judged. */
  readonly isUnknown?: (scalar: Scalar, path: () => string) => boolean
  /** The scalar that a placeholder with a default (`${AT:=0 2 * * *}`) stands for; itself where there is none. */
  readonly resolve?: (scalar: Scalar, path: () => string) => Scalar
}

export interface DecodedObject {
  /** Only known fields of their declared type; nulls are gone, a null list element is an empty object or text. Quantities are texts. */
  readonly object: JsonObject
  /** Everything that strict decoding refuses, in the order of the text. */
  readonly problems: readonly DecodeProblem[]
}

/** Decodes an object of a root type as the API server does, but goes on after a fault so that an author learns everything at once. */
export function decode(root: Node, kind: string, minor: Minor = NEWEST_MINOR, options: DecodeOptions = {}): DecodedObject {
  const decoder = new Decoder(kind, root, minor, options)
  // An empty document is an empty object to the server.
  const object = root.kind === 'scalar' && root.value === null ? {} : decoder.decodeRoot()
  return { object, problems: decoder.problems }
}

class Decoder {
  readonly problems: DecodeProblem[] = []
  private readonly path = new Path()
  /** Name of the type that holds the field at hand: Go names it in its errors. */
  private struct: string
  private readonly kind: string
  private readonly root: Node
  private readonly minor: Minor
  private readonly options: DecodeOptions

  constructor(kind: string, root: Node, minor: Minor, options: DecodeOptions) {
    this.kind = kind
    this.struct = kind
    this.root = root
    this.minor = minor
    this.options = options
  }

  decodeRoot(): JsonObject {
    if (this.root.kind === 'mapping') return this.object(this.root, this.kind)
    this.refuse(this.root, { name: '', kind: 'object', type: this.kind, required: true, since: 0, until: NEWEST_MINOR }, undefined)
    return {}
  }

  private object(node: Mapping, typeName: string): JsonObject {
    const type = objectType(typeName)
    const object: Record<string, Json> = {}
    const outer = this.struct
    this.struct = typeName
    const { pairs } = node
    const overridden = this.duplicates(node)
    for (let index = 0; index < pairs.length; index++) {
      const pair = pairs[index]
      const field = type.get(pair.key)
      if (overridden?.has(index)) continue
      if (!field || field.since > this.minor || field.until < this.minor) {
        this.unknown(node, pair, field, typeName)
        continue
      }
      this.path.push(pair.key)
      const value = this.value(pair.value, field, pair)
      this.path.pop()
      // The table's own string: a key cut from the text would have to be looked up among all names each time.
      if (value !== undefined) object[field.name] = value
    }
    this.struct = outer
    return object
  }

  /** `undefined` for null, which means unset, and for what cannot be taken. */
  private value(node: Node, field: FieldType, pair: Pair | undefined): Json | undefined {
    if (node.kind === 'scalar') return this.scalar(node, field, pair)
    if (node.kind === 'mapping') {
      if (field.kind === 'object') return this.object(node, field.type as string)
      if (field.kind === 'map') return this.map(node, field.element as FieldType)
    } else if (field.kind === 'list') return this.list(node.items, field.element as FieldType)
    if (field.kind === 'any') {
      this.problems.push(...duplicatesIn(node, this.path))
      return anyValue(node)
    }
    this.refuse(node, field, pair, field.kind === 'quantity' ? quantityFault('{') : undefined)
    return undefined
  }

  private list(items: readonly { readonly value: Node }[], element: FieldType): Json {
    const list: Json[] = []
    for (let index = 0; index < items.length; index++) {
      this.path.push(index)
      // A null element is an empty object or an empty text for the server, not nothing.
      list.push(this.value(items[index].value, element, undefined) ?? emptyValue(element))
      this.path.pop()
    }
    return list
  }

  private map(node: Mapping, element: FieldType): Json {
    const map: Record<string, Json> = {}
    const { pairs } = node
    const overridden = this.duplicates(node)
    for (let index = 0; index < pairs.length; index++) {
      if (overridden?.has(index)) continue
      const pair = pairs[index]
      this.path.pushKey(pair.key)
      setKey(map, pair.key, this.value(pair.value, element, pair) ?? emptyValue(element))
      this.path.pop()
    }
    return map
  }

  private scalar(node: Scalar, field: FieldType, pair: Pair | undefined): Json | undefined {
    if (node.value === null) return undefined
    const scalar = this.options.resolve === undefined ? node : this.options.resolve(node, () => this.path.text())
    const value = decodeScalar(scalar.value, field.kind)
    if (value === undefined && !this.options.isUnknown?.(node, () => this.path.text())) {
      this.refuse(scalar, field, pair, ownFault(scalar.value, field.kind))
    }
    return value
  }

  /** Indices of the pairs that a later pair of the same key overrides; each repetition is a problem. */
  private duplicates(mapping: Mapping): ReadonlySet<number> | undefined {
    const { pairs } = mapping
    let overridden: Set<number> | undefined
    for (let index = 0; index < pairs.length; index++) {
      if (!pairs[index].duplicate) continue
      overridden ??= new Set()
      this.problems.push(duplicateField(mapping, pairs[index], this.path))
      for (let before = 0; before < index; before++) {
        if (pairs[before].key !== pairs[index].key || overridden.has(before)) continue
        overridden.add(before)
        this.path.push(pairs[before].key)
        this.problems.push(...duplicatesIn(pairs[before].value, this.path))
        this.path.pop()
      }
    }
    return overridden
  }

  private unknown(mapping: Mapping, pair: Pair, field: FieldType | undefined, typeName: string): void {
    const { partial, encrypted } = this.options
    if ((partial && pair.key.startsWith('$')) || (encrypted && mapping === this.root && pair.key === 'sops')) return
    const where = { typeName, field, path: this.path, kind: this.kind, root: this.root, minor: this.minor }
    this.problems.push(unknownField(pair, mapping, where))
    this.path.push(pair.key)
    this.problems.push(...duplicatesIn(pair.value, this.path))
    this.path.pop()
  }

  private refuse(node: Node, field: FieldType, pair: Pair | undefined, fault?: string): void {
    this.problems.push(wrongType(node, field, { path: this.path, struct: this.struct, pair, fault }))
    if (node.kind !== 'scalar') this.problems.push(...duplicatesIn(node, this.path))
  }
}

/** The zero of a type: what null becomes inside a list or a map. */
function emptyValue({ kind }: FieldType): Json {
  switch (kind) {
    case 'object':
    case 'map':
      return {}
    case 'list':
      return []
    case 'quantity':
      return '0'
    case 'int32':
    case 'int64':
    case 'number':
    case 'int-or-string':
      return 0
    case 'boolean':
      return false
    default:
      return ''
  }
}

function anyValue(node: Node): Json {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'sequence') return node.items.map(({ value }) => anyValue(value))
  const object: Record<string, Json> = {}
  for (const { key, value } of node.pairs) setKey(object, key, anyValue(value))
  return object
}

/** A key of the author's own choice; `__proto__` is a key like any other. */
function setKey(object: Record<string, Json>, key: string, value: Json): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
  else object[key] = value
}
