import { toValue } from '../reader/index.ts'
import { applyToValue } from './apply-to-value.ts'
import { editedDocument } from './edited-document.ts'
import type { FieldEdit } from './field-edit.ts'
import type { Manifest } from './manifest.ts'
import { readDocuments } from './read-documents.ts'
import type { Splice } from './splice.ts'

/** Reads the result again: the edited object must be the intended one and everything beside it what it was. */
export function readsBackAsIntended(text: string, manifest: Manifest, edits: readonly FieldEdit[], splices: readonly Splice[]): boolean {
  const edited = editedDocument(text, manifest, splices)
  if (!edited?.before.root) return false
  const documents = readDocuments(edited.text, manifest.fenced === true)
  const now = documents[edited.index]?.root
  if (documents.length !== edited.count || !now) return false
  const intended = applyToValue(toValue(edited.before.root), edits, manifest.item, edited.before.root)
  return intended !== undefined && equal(intended, toValue(now))
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
