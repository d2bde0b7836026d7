import type { Node, ScalarValue } from './node.ts'

export type JsonValue = ScalarValue | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/** The JSON that the API server would see: of equal keys the last one counts. */
export function toValue(node: Node): JsonValue {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'sequence') return node.items.map(({ value }) => toValue(value))
  const value: Record<string, JsonValue> = {}
  for (const pair of node.pairs) {
    if (pair.key === '__proto__')
      Object.defineProperty(value, pair.key, { value: toValue(pair.value), enumerable: true, configurable: true, writable: true })
    else value[pair.key] = toValue(pair.value)
  }
  return value
}
