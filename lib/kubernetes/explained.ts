import type { Node } from '../reader/index.ts'
import { placeOf, quotedValue, type Told } from './cause-problem.ts'
import type { DecodeProblem } from './decode-problem.ts'

/**
 * The causes that no other fault explains. What could not be decoded is absent for the validation: the wrong type is the fault, not the missing field. A required
 * field that stands elsewhere, or under another name, is told where it stands. Nobody judges a value that nobody knows.
 */
export function unexplained<T extends Told>(
  root: Node,
  causes: readonly T[],
  decoding: readonly DecodeProblem[],
  unknown: ReadonlySet<string>,
): readonly T[] {
  const wrong = decoding.filter(({ reason }) => reason === 'WrongType').map(({ field }) => field)
  const meant = decoding.flatMap(meantFields)
  return causes.filter((cause) => {
    if (wrong.some((path) => isUnder(cause.field, path))) return false
    if (unknown.size > 0 && restsOnUnknown(root, cause, unknown)) return false
    return cause.reason !== 'FieldValueRequired' || !meant.some((path) => isUnder(withoutIndices(cause.field), path))
  })
}

/** Fields that an unknown one was probably meant to be, without indices. */
function meantFields({ field, detail }: DecodeProblem): string[] {
  if (detail?.kind !== 'unknown-field') return []
  const parent = field.slice(0, Math.max(0, field.length - detail.name.length - 1))
  const renamed = detail.suggestion === undefined ? [] : [parent === '' ? detail.suggestion : `${parent}.${detail.suggestion}`]
  return [...renamed, ...(detail.belongs ?? [])].map(withoutIndices)
}

function isUnder(field: string, path: string): boolean {
  return field === path || (field.startsWith(path) && (field[path.length] === '.' || field[path.length] === '['))
}

function withoutIndices(path: string): string {
  return path.replace(/\[\d*\]/g, '')
}

function restsOnUnknown(root: Node, cause: Told, unknown: ReadonlySet<string>): boolean {
  const { value } = placeOf(root, cause)
  if (value.kind === 'scalar' && unknown.has(value.text)) return true
  const quoted = quotedValue(cause.message)
  if (quoted !== undefined && unknown.has(quoted)) return true
  // A name that is not found may be one of those that nobody knows.
  return cause.reason === 'FieldValueNotFound' || cause.reason === 'FieldValueDuplicate'
}
