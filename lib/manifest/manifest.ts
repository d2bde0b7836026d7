import type { Comment, Node, ReadError } from '../reader/index.ts'

export type Shape =
  | 'object' // a whole object as it would be sent
  | 'template-item' // an object inside an OpenShift Template
  | 'patch' // a partial object: a kustomize patch, nothing in it is missing
  | 'json-patch' // a list of operations
  | 'delete-patch' // `$patch: delete`
  | 'other' // no Kubernetes object: values, kustomizations, compose files

/** One object of a file, with the tree that knows where everything stands. */
export interface Manifest {
  readonly file: string
  /** Number of the document in the file, from 0; empty documents are not counted. */
  readonly document: number
  /** Number of the item in a `kind: List` or a Template. */
  readonly item?: number
  readonly root: Node
  readonly apiVersion?: string
  readonly kind?: string
  readonly namespace?: string
  readonly name?: string
  readonly shape: Shape
  /** It stands in a fenced block of a Markdown file. */
  readonly fenced?: true
  /** Lines of it are replaced by a script, and left out here: nothing is missing in it, and it is never edited. */
  readonly template?: true
  /** Encrypted by SOPS: never edited, and what is encrypted is unknown. */
  readonly encrypted: boolean
  /** Which placeholders stand for values that nobody knows here. */
  readonly placeholders: PlaceholderStyle
  /** Comments of the whole document. */
  readonly comments: readonly Comment[]
  /** Faults that only strict reading refuses: duplicate keys. */
  readonly errors: readonly ReadError[]
  /** Whether a mapping of the document says a key twice. */
  readonly repeatsKeys: boolean
}

/** `openshift`: `${VAR}` and `${{VAR}}` are parameters everywhere, also in scripts. `flux`: `${VAR}` is substituted outside of scripts. */
export type PlaceholderStyle = 'flux' | 'openshift'

/** A document that is no YAML for Kubernetes: an error, unlike a template, which is only not checked. */
export interface BrokenDocument {
  readonly document: number
  readonly start: number
  readonly end: number
  readonly message: string
  readonly help?: string
}

export type UncheckedReason = 'helm-template' | 'template' | 'too-large' | 'too-deep' | 'too-many-aliases' | 'binary' | 'no-manifest'

export interface UncheckedDocument {
  readonly document?: number
  readonly start: number
  readonly end: number
  readonly reason: UncheckedReason
  readonly message: string
}

export interface ManifestFile {
  readonly path: string
  readonly manifests: readonly Manifest[]
  readonly broken: readonly BrokenDocument[]
  readonly unchecked: readonly UncheckedDocument[]
}
