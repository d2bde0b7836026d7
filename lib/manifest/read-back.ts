import { toValue, type YamlDocument } from '../reader/index.ts'
import { applyToValue } from './apply-to-value.ts'
import type { FieldEdit } from './field-edit.ts'
import type { Manifest } from './manifest.ts'
import { readDocuments } from './read-documents.ts'
import { applySplices, type Splice } from './splice.ts'

/** Reads the result again: the edited object must be the intended one and every other document of the file what it was. */
export function readsBackAsIntended(text: string, manifest: Manifest, edits: readonly FieldEdit[], splices: readonly Splice[]): boolean {
  const result = applySplices(text, splices)
  if (result === undefined) return false
  const fenced = manifest.fenced === true
  const before = documentsOf(text, fenced)
  const after = readDocuments(result, fenced)
  if (!before[manifest.document]?.root || after.length !== before.length) return false
  return before.every((document, index) => {
    const now = after[index]
    if (!document.root) return now.root === undefined
    if (!now.root) return false
    const was = toValue(document.root)
    const intended = index === manifest.document ? applyToValue(was, edits, manifest.item, document.root) : was
    return intended !== undefined && equal(intended, toValue(now.root))
  })
}

let last: { readonly text: string; readonly fenced: boolean; readonly documents: readonly YamlDocument[] } | undefined

/** A file with many fixes is read once as it is, not once for each of them. */
function documentsOf(text: string, fenced: boolean): readonly YamlDocument[] {
  if (last?.text !== text || last.fenced !== fenced) last = { text, fenced, documents: readDocuments(text, fenced) }
  return last.documents
}

/** Equal as JSON: the order of keys does not count. */
function equal(a: unknown, b: unknown): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equal((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  )
}
