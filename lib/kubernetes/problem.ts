import type { Json, CauseReason, Minor, Stage } from './verdict.ts'

/**
 * Everything that is wrong with one object, each at its own place: what the linter tells an author at once, where the server would name one
 * thing and stop. A problem is a cause of the verdict made concrete, or one of the two notes that never refuse an object:
 * a `warning` the server would send, and an `ambiguous` scalar that other YAML readers take for something else.
 */
export interface Problem {
  readonly stage: Stage | 'warning' | 'ambiguous'
  readonly reason: CauseReason | 'Warning' | 'AmbiguousScalar'
  /** Field path in the API's notation. */
  readonly field: string
  /** What the server says, or our sentence where it has none for a single cause. */
  readonly message: string
  /** Offsets into the text of the file: of the key for unknown, misplaced and duplicate fields, of the value otherwise; for an absent field of the nearest parent's key. */
  readonly start: number
  readonly end: number
  readonly detail?: ProblemDetail
}

export type ProblemDetail =
  | {
      readonly kind: 'unknown-field'
      readonly name: string
      /** A field legal here that the name probably means. */
      readonly suggestion?: string
      /** Where in this object a field of exactly this name is legal: paths without indices resolved to what exists, nearest first. */
      readonly belongs?: readonly string[]
      /** Since which minor the field exists, when the target version is older. */
      readonly since?: Minor
      /** Until which minor the field existed, when the target version is newer. */
      readonly until?: Minor
    }
  | {
      readonly kind: 'wrong-type'
      readonly expected: string
      readonly found: string
      /** The value that was probably meant, of the right type. */ readonly meant?: Json
    }
  | { readonly kind: 'unsupported-value'; readonly value: string; readonly supported: readonly string[]; readonly suggestion?: string }
  | {
      readonly kind: 'not-found'
      readonly name: string
      /** The names that exist. */ readonly defined: readonly string[]
      readonly suggestion?: string
    }
  | { readonly kind: 'stands-elsewhere'; /** Where a field of this name stands that means something else there. */ readonly at: string }
  | {
      readonly kind: 'missing-header'
      /** What it must be. */ readonly value: string
      /** The key beside which it belongs, where it has none of its own. */ readonly beside?: string
    }
  | { readonly kind: 'removed-api-version'; readonly apiVersion: string; readonly replacement: string; readonly removed: Minor }
  | {
      readonly kind: 'duplicate-key'
      readonly name: string
      /** Offsets of the first pair of that name. */ readonly first: { readonly start: number; readonly end: number }
    }
  | { readonly kind: 'schedule'; readonly expression: string; /** From 0, inside the expression. */ readonly column: number }
  | { readonly kind: 'ambiguous-scalar'; readonly text: string; readonly kubernetes: Json; readonly others: Json }
