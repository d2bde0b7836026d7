/**
 * What the reader makes of a text: a tree of nodes that know where they stand.
 *
 * Offsets are UTF-16 units from the start of the text that was read, `end` is exclusive. Values are those that the API server's YAML reader
 * makes of the text (facts §7.4): YAML 1.1 booleans and octals, no sexagesimals. Integers beyond 2^53 are `bigint`.
 */

export interface Range {
  readonly start: number
  readonly end: number
}

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'empty'

export type ScalarValue = string | number | bigint | boolean | null

export interface Scalar extends Range {
  readonly kind: 'scalar'
  readonly style: ScalarStyle
  /** The resolved value: what the API server sees after YAML has become JSON. */
  readonly value: ScalarValue
  /** The content before resolution: for `0755` the text is `0755` and the value 493. Escapes and folding are applied. */
  readonly text: string
  readonly tag?: string | undefined
  readonly anchor?: string | undefined
}

export interface Pair {
  /** The key as it is in JSON: `yes: 1` has the key `true`, `0755: x` the key `493`. */
  readonly key: string
  /** Where the key stands. An alias used as key has the range of the alias. */
  readonly keyNode: Scalar
  /** The value; for an alias the node that the alias stands for (shared, with its own offsets). */
  readonly value: Node
  /** Set where the value is written as an alias: the range of `*name`. */
  readonly alias?: Range
  /** True when a merge key (`<<`) brought this pair here. */
  readonly merged?: true
  /** True when an earlier pair of this mapping has the same key. The last one wins, as in kubectl. */
  readonly duplicate?: true | undefined
}

export interface Mapping extends Range {
  readonly kind: 'mapping'
  readonly flow: boolean
  /** In the order of the text; merged pairs stand where their `<<` stands. Pairs that a later one of the same key overrides are still here. */
  readonly pairs: readonly Pair[]
  readonly tag?: string | undefined
  readonly anchor?: string | undefined
}

export interface Item {
  readonly value: Node
  readonly alias?: Range
  /** Offset of the `-` of a block item, or of the value in a flow sequence. */
  readonly start: number
}

export interface Sequence extends Range {
  readonly kind: 'sequence'
  readonly flow: boolean
  readonly items: readonly Item[]
  readonly tag?: string | undefined
  readonly anchor?: string | undefined
}

export type Node = Scalar | Mapping | Sequence

export interface Comment extends Range {
  /** Without the `#`, trimmed. */
  readonly text: string
  /** True when nothing but blanks stands before it on its line. */
  readonly ownLine: boolean
}

export type ReadErrorCode =
  | 'syntax' // the text is no YAML for Kubernetes' reader
  | 'duplicate-key' // strictOnly: kubectl and the lenient server take the last value
  | 'undefined-alias'
  | 'invalid-value' // a value that JSON cannot say (.inf, .nan), a bad merge, a bad tag
  | 'limit-size'
  | 'limit-depth'
  | 'limit-aliases'

export interface ReadError extends Range {
  readonly code: ReadErrorCode
  /** True for what only strict reading refuses (duplicate keys); the document is readable all the same. */
  readonly strictOnly: boolean
  /** One line: what was found, what was expected, what to do. No trailing period. */
  readonly message: string
}

/** One document of a text, as kubectl splits it: at lines that begin with `---`. */
export interface YamlDocument extends Range {
  /** From 0; empty documents (only comments and blanks) are not counted and not returned. */
  readonly index: number
  /** Absent when an error that is not `strictOnly` was found. */
  readonly root?: Node
  readonly comments: readonly Comment[]
  /** Set where a mapping says a key twice: its JSON does not tell everything then. */
  readonly repeatsKeys?: true
  readonly errors: readonly ReadError[]
}

/** The limits of DESIGN §3. A text beyond them is unchecked, never half-read. */
export const LIMITS = { textLength: 16 * 1024 * 1024, depth: 100, aliasNodes: 10_000 } as const
