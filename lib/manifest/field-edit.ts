import type { RenderValue } from './render.ts'

/** Edits name fields; `planEdits` turns them into splices that leave every other byte alone. */
export type FieldEdit =
  | { readonly kind: 'rename'; readonly path: string; readonly to: string }
  | { readonly kind: 'set'; readonly path: string; readonly value: RenderValue }
  /** Inserts the last step of `path` with `value` into its parent mapping (which exists): next to the sibling `after` or `before`, or as the last key. */
  | { readonly kind: 'insert'; readonly path: string; readonly value: RenderValue; readonly after?: string; readonly before?: string }
  /** Takes a field away, with the comments that are its own: behind it on its line, and directly above it at its column. */
  | { readonly kind: 'remove'; readonly path: string }
  /** Takes the pair at `path` to the mapping `to` (which exists), under the same key. */
  | { readonly kind: 'move'; readonly path: string; readonly to: string }
  /** Replaces a part of the scalar at `path`: offsets into its text. */
  | { readonly kind: 'replace-part'; readonly path: string; readonly from: number; readonly to: number; readonly text: string }

export type EditOf<Kind extends FieldEdit['kind']> = Extract<FieldEdit, { kind: Kind }>
