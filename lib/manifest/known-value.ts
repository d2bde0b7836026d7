import { resolveText, toValue, type Node, type Scalar } from '../reader/index.ts'
import type { Manifest } from './manifest.ts'
import { placeholderIn } from './placeholder.ts'
import { isScriptPath } from './script-path.ts'

type JsonValue = ReturnType<typeof toValue>

/** The object as JSON, with the defaults of placeholders in their place. Placeholders without one stay as texts: nobody may judge them. */
export function toKnownValue(manifest: Manifest, text: string): JsonValue {
  return text.includes('${') ? filled(manifest.root, '', manifest) : toValue(manifest.root)
}

function filled(node: Node, path: string, manifest: Manifest): JsonValue {
  if (node.kind === 'sequence') return node.items.map(({ value }, index) => filled(value, `${path}[${index}]`, manifest))
  if (node.kind === 'mapping') {
    const value: Record<string, JsonValue> = {}
    for (const pair of node.pairs) {
      const item = filled(pair.value, path === '' ? pair.key : `${path}.${pair.key}`, manifest)
      // A key like any other: assigned, it would be gone, and with it what is wrong with it.
      if (pair.key === '__proto__')
        Object.defineProperty(value, pair.key, { value: item, enumerable: true, configurable: true, writable: true })
      else value[pair.key] = item
    }
    return value
  }
  return knownScalar(manifest, node, () => path).value
}

/** The scalar that a placeholder with a default stands for; any other scalar as it is. */
export function knownScalar(manifest: Manifest, scalar: Scalar, path: () => string): Scalar {
  const { value, style } = scalar
  if (typeof value !== 'string' || !value.includes('${') || isScriptPath(path())) return scalar
  const placeholder = placeholderIn(value, manifest.placeholders)
  if (placeholder?.kind !== 'default') return scalar
  const { text } = placeholder
  // Substitution happens on the text of the file: an unquoted default is read as YAML.
  return { ...scalar, text, value: style === 'plain' ? resolveText(text) : text }
}
