import { Duration } from 'cdk8s'

/** A prop that makes no sense, told in one sentence: property, bound, reason, value. */
export class PropError extends Error {
  override readonly name = 'PropError'
}

/** Throws `retention must be at least 1 day, so that a backup survives its own rotation (got 0 days)`. */
export function refuse(property: string, bound: string, reason: string, got: unknown): never {
  throw new PropError(`${property} must be ${bound}, so that ${reason} (got ${shown(got)})`)
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value instanceof Duration) return `${value.toSeconds()} seconds`
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}
