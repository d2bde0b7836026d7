import { resolvePlain } from './scalar.ts'

/** Most manifests say a few hundred keys again and again. More than this many are no fields of Kubernetes. */
const MOST_NAMES = 2048
const names = new Map<string, string>()

/**
 * One string for all keys of that text, as V8 keeps names of properties: it need not be looked up among them again, and does not keep the text of a whole file alive as a slice
 * would. `undefined` for a plain key that is no text, such as `yes` or `12`.
 */
export function keyName(slice: string): string | undefined {
  const known = names.get(slice)
  if (known !== undefined) return known
  if (resolvePlain(slice) !== slice) return undefined
  const [name] = Object.keys({ [slice]: 0 })
  if (names.size < MOST_NAMES) names.set(name, name)
  return name
}
