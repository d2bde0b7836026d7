import { readYaml, toValue, type Comment, type Range, type ReadErrorCode } from '../reader/index.ts'
import { locate } from './path.ts'

/** A document of a text, as the API server's reader reads it. */
export interface Document {
  /** From 0; empty documents are not counted. */
  readonly index: number
  /** The JSON value; integers beyond 2^53 are `bigint`. `undefined` when the document is refused. */
  readonly value: unknown
  readonly errors: readonly DocumentError[]
  readonly comments: readonly Comment[]
  /** Offsets of the value at a field path; of the nearest parent that exists for an absent one. */
  readonly at: (path: string) => Range
}

export interface DocumentError extends Range {
  readonly code: ReadErrorCode
  /** True for what only strict reading refuses; the lenient server and kubectl take the last value. */
  readonly strictOnly: boolean
  readonly message: string
}

/** Every document of a YAML or JSON text with its value, errors, comments and positions. Never throws. */
export function readManifests(text: string): Document[] {
  return readYaml(text).map(({ index, start, end, root, comments, errors }) => ({
    index,
    value: root && toValue(root),
    errors,
    comments,
    at(path) {
      if (!root) return { start, end }
      const { value, alias } = locate(root, path)
      return alias ?? { start: value.start, end: value.end }
    },
  }))
}
