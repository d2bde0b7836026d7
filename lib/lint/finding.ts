import type { Family, Level } from '../rule/index.ts'

/** A place in a file: line and column from 1, in UTF-16 units, as editors count. */
export interface Position {
  readonly line: number
  readonly column: number
  /** UTF-16 units from the start of the file. */
  readonly offset: number
}

/** Replaces the text from `start` to `end` (offsets into the file) by `text`. */
export interface TextEdit {
  readonly start: number
  readonly end: number
  readonly text: string
}

export interface FindingFix {
  readonly title: string
  /** True when a running cluster behaves the same afterwards, or had refused the object before. */
  readonly safe: boolean
  readonly edits: readonly TextEdit[]
}

export interface FindingObject {
  readonly apiVersion: string
  readonly kind: string
  readonly namespace?: string
  readonly name?: string
}

/** A violation made concrete: one fault, at one place of one file. */
export interface Finding {
  /** Id of a rule, or of a fault that no rule owns: `syntax`, `rule-failed`, `suppression-…`. */
  readonly rule: string
  readonly family: Family | 'cronwright'
  readonly level: Level
  readonly message: string
  readonly help?: string
  readonly file: string
  /** Number of the document in the file, from 0. */
  readonly document: number
  /** Name of the cluster, for findings of rules on clusters; empty where the repository has one only. */
  readonly cluster: string
  readonly object?: FindingObject
  /** The source line, for reporters; long lines are cut around the place. */
  readonly excerpt: string
  /** Field path in the API's notation; empty for a whole document. */
  readonly path: string
  readonly start: Position
  readonly end: Position
  readonly fix?: FindingFix
}

/** A finding that the repository has accepted, with its reason. */
export interface SuppressedFinding {
  readonly finding: Finding
  readonly by: 'comment' | 'annotation' | 'baseline'
  readonly reason: string
  readonly until?: string
  readonly owner?: string
}

/** Why a file or document was not checked. Never passed silently: named and counted. */
export interface Unchecked {
  readonly file: string
  readonly document?: number
  readonly line: number
  /** `helm-template`, `template`, `too-large`, `binary`, … */
  readonly reason: string
  readonly message: string
}

export interface Summary {
  readonly files: number
  readonly documents: number
  readonly cronJobs: number
  readonly jobs: number
  readonly errors: number
  readonly warnings: number
  readonly notes: number
  readonly fixable: number
  readonly suppressed: number
  readonly unchecked: number
}

/** What `lint` answers; the JSON of `lint --format json`. Stable from the first release on. */
export interface Report {
  readonly version: 1
  /** Sorted by file, line, column, rule. */
  readonly findings: readonly Finding[]
  readonly suppressed: readonly SuppressedFinding[]
  readonly unchecked: readonly Unchecked[]
  readonly summary: Summary
}
