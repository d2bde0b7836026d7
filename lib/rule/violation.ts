import type { ObjectReference } from '../fleet/workload.ts'
import type { FieldEdit } from '../manifest/index.ts'

/** A fault at a symbolic place: field paths, no offsets. So a rule runs on files, on synthesized charts and on plain objects alike. */
export interface Violation {
  /**
   * The field that the claim is about, from the root of the object: `spec.startingDeadlineSeconds`. It may be absent: the finding then stands at the nearest parent that exists.
   * When the field holds a placeholder (`${VAR}`) or the API refuses its value, the engine drops the violation: nobody knows what is there.
   */
  readonly at: string
  /** Point at the key rather than at the value. */
  readonly atKey?: boolean
  /** Point at a part of the scalar at `at`: offsets into its text (a shell line of a script, one field of a schedule). */
  readonly part?: { readonly from: number; readonly to: number }
  /** Point at this range of the file instead (a comment): offsets into the text of the file. */
  readonly range?: { readonly start: number; readonly end: number }
  /** Other fields on which the claim rests: with a placeholder there, nothing is said. */
  readonly restsOn?: readonly string[]
  /** A secret that the source line would show: this text, or with `true` the whole value at `at`. It is told by its first two characters. */
  readonly conceal?: string | true
  /** One line: lower-case start, no trailing period, the offending value in it. */
  readonly message: string
  /** One line: what to do. */
  readonly help?: string
  readonly fix?: Fix
}

/** A fault that only several objects together show; it is told at one of them. */
export interface FleetViolation extends Violation {
  readonly object: ObjectReference
}

/** A list of edits, safe only if a running cluster behaves the same afterwards (or refused the object before). */
export interface Fix {
  /** Imperative, lower-case: `rename to startingDeadlineSeconds`. */
  readonly title: string
  readonly safe: boolean
  readonly edits: readonly Edit[]
}

/** Edits name fields; `lib/manifest` turns them into splices that leave every other byte alone. */
export type Edit = FieldEdit
