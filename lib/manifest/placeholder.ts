import type { Scalar } from '../reader/index.ts'
import { isScriptPath } from './script-path.ts'
import { locate } from './path.ts'
import type { Manifest, PlaceholderStyle } from './manifest.ts'

/** What stands where a value should be: unknown, or known by its default. */
export type Placeholder = { readonly kind: 'unknown' } | { readonly kind: 'default'; readonly text: string }

const FLUX = /\$\{([A-Za-z_][A-Za-z0-9_]*)((:?[-=])([^}]*))?\}/
const OPENSHIFT = /\$\{\{?[A-Za-z_][A-Za-z0-9_]*\}?\}/
const MOUSTACHE = /\{\{[^}]*\}\}|<%[^%]*%>/
const MARKED =
  /^(?:<[A-Za-z][\w .-]*>|__[A-Z][A-Z0-9_]*__|@@?[A-Z][A-Z0-9_]*@@?|%[A-Z][A-Z0-9_]*%|\$\([A-Z_][A-Z0-9_]*\)|\$[A-Z_][A-Z0-9_]*)$/

/** A script puts something into the middle of a name: `cleanup-__SERVICE__`. */
const INSIDE = /__[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*__/

/** Tells whether a scalar holds a placeholder; a text that is nothing but `${VAR:=value}` has that value. */
export function placeholderIn(text: string, style: PlaceholderStyle): Placeholder | undefined {
  if (text.length < 3) return undefined
  const dollar = text.includes('$')
  if (dollar && style === 'openshift' && OPENSHIFT.test(text)) return { kind: 'unknown' }
  if (dollar) {
    const match = FLUX.exec(text)
    if (match) return withDefaults(text)
    if (OPENSHIFT.test(text)) return { kind: 'unknown' }
  }
  if (text.includes('{{') || text.includes('<%')) return MOUSTACHE.test(text) ? { kind: 'unknown' } : undefined
  return MARKED.test(text) || (text.includes('__') && INSIDE.test(text)) ? { kind: 'unknown' } : undefined
}

/** Known only when every variable in it has a default. */
function withDefaults(text: string): Placeholder {
  let known = true
  const filled = text.replace(
    new RegExp(FLUX, 'g'),
    (_, _name: string, _tail: string | undefined, operator: string | undefined, value: string | undefined) => {
      if (operator === undefined || value === undefined) known = false
      return value ?? ''
    },
  )
  return known ? { kind: 'default', text: filled } : { kind: 'unknown' }
}

/** True where the path leads to a scalar that nobody knows here. */
export function unknownScalarAt(manifest: Manifest, path: string): boolean {
  const place = locate(manifest.root, path)
  return place.value.kind === 'scalar' && isUnknown(manifest, place.value, () => path)
}

/** True for a scalar that holds a placeholder without a default, or is encrypted; script text has variables, not placeholders. */
export function isUnknown(manifest: Manifest, scalar: Scalar, path: () => string): boolean {
  if (manifest.encrypted && scalar.text.startsWith('ENC[')) return true
  const found = placeholderIn(scalar.text, manifest.placeholders)
  return found?.kind === 'unknown' && !(manifest.placeholders === 'flux' && isScriptPath(path()))
}
