import { NEWEST_MINOR, OLDEST_MINOR, type Minor } from './verdict.ts'

const VERSION = /^v?1\.(0|[1-9]\d{0,2})(?:\.\d+)?(?:[-+].*)?$/

/** The minor of a version such as `1.31`, `v1.31.4` or `v1.31.4+k3s1`; without one the newest known. Throws one line that names the known versions. */
export function parseKubernetesVersion(text: string | undefined): Minor {
  if (text === undefined) return NEWEST_MINOR
  const match = VERSION.exec(text.trim())
  const minor = match ? Number(match[1]) : Number.NaN
  if (minor >= OLDEST_MINOR && minor <= NEWEST_MINOR) return minor
  const known = `known: 1.${OLDEST_MINOR} to 1.${NEWEST_MINOR}`
  if (Number.isNaN(minor)) throw new RangeError(`'${text}' is no Kubernetes version such as 1.31 (${known})`)
  throw new RangeError(`Kubernetes 1.${minor} is not known here (${known})`)
}
