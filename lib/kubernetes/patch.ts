import { locate } from '../manifest/index.ts'
import type { Node } from '../reader/index.ts'
import type { Cause } from './verdict.ts'

/**
 * True for a cause that holds whatever the patch is merged into: it is about a value that stands in the patch and is wrong by itself. Nothing is missing in a
 * patch, and what depends on other fields is decided after merging.
 */
export function holdsInPatch(root: Node, { field, reason, message }: Cause): boolean {
  const place = locate(root, field)
  if (!place.exists || place.value.kind !== 'scalar') return false
  if (reason === 'FieldValueNotSupported') return true
  return (
    reason === 'FieldValueInvalid' &&
    (/^spec\.(?:schedule|timeZone)$/.test(field) || message.includes('must be greater than or equal to 0'))
  )
}
