import type { ScalarStyle } from './node.ts'

/** What the scanner cuts a text into. */
export type TokenType =
  | 'stream-end'
  | 'yaml-directive'
  | 'tag-directive'
  | 'document-start'
  | 'document-end'
  | 'block-sequence-start'
  | 'block-mapping-start'
  | 'block-end'
  | 'flow-sequence-start'
  | 'flow-sequence-end'
  | 'flow-mapping-start'
  | 'flow-mapping-end'
  | 'block-entry'
  | 'flow-entry'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar'

export interface Token {
  readonly type: TokenType
  readonly start: number
  readonly end: number
  /** Content of a scalar, name of an anchor or alias, handle of a tag or tag directive, version of a YAML directive. */
  readonly text: string
  /** Of a scalar. */
  readonly style: ScalarStyle
  /** Suffix of a tag, prefix of a tag directive. */
  readonly suffix: string
}

/** A fault that ends the reading of a document. */
export class SyntaxFault extends Error {
  readonly start: number
  readonly end: number
  constructor(message: string, start: number, end: number) {
    super(message)
    this.start = start
    this.end = end
  }
}
