import { isFieldName, objectType, type FieldType } from './type-table.ts'
import type { Minor } from './verdict.ts'

const known = new Map<string, readonly string[]>()

/** Where in an object of the root type a field of this name is legal: paths with `[]` at lists, the shortest first. */
export function placesOf(name: string, rootType: string, minor: Minor): readonly string[] {
  const key = `${rootType} ${minor} ${name}`
  let places = known.get(key)
  if (!places) {
    places = findPlaces(name, rootType, minor)
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(key, places)
  }
  return places
}

/** Names that are misspelt are as many as their authors. */
const MOST_KNOWN = 1024

/** Fields under which nothing is misplaced: the server writes them, or they hold whole objects of their own. */
const CLOSED = new Set(['status', 'managedFields', 'ownerReferences', 'ephemeralContainers', 'volumeClaimTemplate'])

/** Identity stands at the top or nowhere: `kind` in the spec is no misplaced field. */
const OF_THE_ROOT = new Set(['apiVersion', 'kind'])

/** Of the metadata of a template nothing else has a meaning. */
const OF_TEMPLATES = new Set(['labels', 'annotations'])

function findPlaces(name: string, rootType: string, minor: Minor): readonly string[] {
  const found: string[] = []
  if (OF_THE_ROOT.has(name) || !isFieldName(name)) return found
  const visit = (typeName: string, path: string, above: readonly string[]): void => {
    for (const field of objectType(typeName).values()) {
      if (field.since > minor || field.until < minor || OF_THE_ROOT.has(field.name)) continue
      if (typeName === 'ObjectMeta' && above.length > 2 && !OF_TEMPLATES.has(field.name)) continue
      const inner = innerType(field)
      // A type inside itself says nothing new.
      const goesOn = inner && !above.includes(inner.type) && !CLOSED.has(field.name)
      if (field.name !== name && !goesOn) continue
      const here = path === '' ? field.name : `${path}.${field.name}`
      if (field.name === name) found.push(here)
      if (goesOn) visit(inner.type, inner.list ? `${here}[]` : here, [...above, inner.type])
    }
  }
  visit(rootType, '', [rootType])
  return found.sort((a, b) => a.split('.').length - b.split('.').length)
}

function innerType({ kind, type, element }: FieldType): { readonly type: string; readonly list: boolean } | undefined {
  if (kind === 'object') return { type: type as string, list: false }
  return kind === 'list' && element?.kind === 'object' ? { type: element.type as string, list: true } : undefined
}
