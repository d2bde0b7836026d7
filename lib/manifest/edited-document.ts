import type { YamlDocument } from '../reader/index.ts'
import type { Manifest } from './manifest.ts'
import { readDocuments } from './read-documents.ts'
import { applySplices, type Splice } from './splice.ts'

/** What splices make of the document in which a manifest stands. */
export interface EditedDocument {
  /** The document as it is. */
  readonly before: YamlDocument
  /** A text that holds the edited document: itself alone, or in Markdown the whole file. */
  readonly text: string
  /** How many documents the text must hold, and which of them is the edited one. */
  readonly count: number
  readonly index: number
}

/**
 * Applies splices to the document of a manifest. Documents are told apart before they are read, so that one of them is enough to see what an edit does, and the fixes of a
 * file with a thousand objects cost what the objects cost. `undefined` where splices overlap, or reach out of the document.
 */
export function editedDocument(
  text: string,
  { document: index, fenced }: Manifest,
  splices: readonly Splice[],
): EditedDocument | undefined {
  const documents = documentsOf(text, fenced === true)
  const before = documents[index]
  if (!before?.root) return undefined
  if (fenced) {
    const edited = applySplices(text, splices)
    return edited === undefined ? undefined : { before, text: edited, count: documents.length, index }
  }
  const { start, end } = before
  if (splices.some((splice) => splice.start < start || splice.end > end)) return undefined
  const edited = applySplices(
    text.slice(start, end),
    splices.map((splice) => ({ ...splice, start: splice.start - start, end: splice.end - start })),
  )
  // What follows must still begin on a line of its own.
  if (edited === undefined || (end < text.length && !/[\n\r]$/.test(edited))) return undefined
  return { before, text: edited, count: 1, index: 0 }
}

let last: { readonly text: string; readonly fenced: boolean; readonly documents: readonly YamlDocument[] } | undefined

/** A file with many fixes is read once as it is, not once for each of them. */
function documentsOf(text: string, fenced: boolean): readonly YamlDocument[] {
  if (last?.text !== text || last.fenced !== fenced) last = { text, fenced, documents: readDocuments(text, fenced) }
  return last.documents
}
