import { objectType, type FieldType } from './type-table.ts'
import type { Minor } from './verdict.ts'

/** The field legal here that a name probably means, or nothing where no name is near. Case and separators count little. */
export function suggestField(name: string, legal: Iterable<string>): string | undefined {
  const wanted = plain(name)
  let best: string | undefined
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 0.5
  for (const candidate of legal) {
    const distance = plain(candidate) === wanted ? 0 : editDistance(wanted, plain(candidate))
    if (distance < least) {
      best = candidate
      least = distance
    }
  }
  return best
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, '')
}

/** Damerau–Levenshtein with adjacent transpositions: `compelte` is one step from `complete`. */
export function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 8) return 9
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1)
    }
    before = row
    row = next
  }
  return row[b.length]
}

/** Where in an object of the root type a field of this name is legal: paths with `[]` at lists, the shortest first. */
export function placesOf(name: string, rootType: string, minor: Minor): readonly string[] {
  const found: string[] = []
  const visit = (typeName: string, path: string, above: readonly string[]): void => {
    for (const field of objectType(typeName).values()) {
      if (field.since > minor || field.until < minor) continue
      const here = path === '' ? field.name : `${path}.${field.name}`
      if (field.name === name) found.push(here)
      const { type, list } = innerType(field)
      // Status and metadata hold nothing that an author misplaces; a type inside itself says nothing new.
      if (type && !above.includes(type) && field.name !== 'status' && !(path === '' && field.name === 'metadata')) visit(type, list ? `${here}[]` : here, [...above, type])
    }
  }
  visit(rootType, '', [rootType])
  return found.sort((a, b) => a.split('.').length - b.split('.').length)
}

function innerType(field: FieldType): { readonly type?: string; readonly list: boolean } {
  if (field.kind === 'object') return { type: field.type, list: false }
  if (field.kind === 'list' && field.element?.kind === 'object') return { type: field.element.type, list: true }
  return { list: false }
}
