import { child } from '../manifest/index.ts'
import type { Node } from '../reader/index.ts'
import type { Cause, Minor } from './verdict.ts'

export type JudgedKind = 'CronJob' | 'Job'

/** Versions of the batch group that are no longer served: since when, and what replaces them. */
export const REMOVED_VERSIONS: Readonly<
  Record<string, { readonly removed: Minor; readonly replacement: string; readonly kinds: readonly string[] }>
> = {
  'batch/v1beta1': { removed: 25, replacement: 'batch/v1', kinds: ['CronJob'] },
  'batch/v2alpha1': { removed: 21, replacement: 'batch/v1', kinds: ['CronJob', 'Job'] },
}

/** What `apiVersion` and `kind` are when the server looks at them first. `undefined` for absent and null, a cause for what is no text. */
export interface Header {
  readonly apiVersion: string | undefined
  readonly kind: string | undefined
  readonly cause?: Cause
}

export function headerOf(root: Node): Header {
  if (root.kind !== 'mapping') {
    const isNull = root.kind === 'scalar' && root.value === null
    return { apiVersion: undefined, kind: undefined, ...(isNull ? {} : { cause: noText('', typeName(root), 'value') }) }
  }
  const [apiVersion, kind] = [child(root, 'apiVersion'), child(root, 'kind')]
  const cause = headerFault('apiVersion', apiVersion) ?? headerFault('kind', kind)
  return { apiVersion: textOf(apiVersion), kind: textOf(kind), ...(cause ? { cause } : {}) }
}

function textOf(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined
}

function headerFault(name: string, node: Node | undefined): Cause | undefined {
  if (!node || (node.kind === 'scalar' && (node.value === null || typeof node.value === 'string'))) return undefined
  return noText(name, typeName(node), 'struct field')
}

function noText(field: string, found: string, place: 'value' | 'struct field'): Cause {
  const what =
    place === 'value'
      ? `${found} into Go value of type struct { APIVersion string; Kind string }`
      : `${found} into Go struct field .${field} of type string`
  return {
    stage: 'decode',
    reason: 'WrongType',
    field,
    message: `couldn't get version/kind; json parse error: json: cannot unmarshal ${what}`,
  }
}

function typeName(node: Node): string {
  if (node.kind === 'mapping') return 'object'
  if (node.kind === 'sequence') return 'array'
  return typeof node.value === 'string' ? 'string' : typeof node.value === 'boolean' ? 'bool' : 'number'
}

const GROUP_VERSION = /^[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?\/v[0-9]+(?:(?:alpha|beta)[0-9]+)?$/

/**
 * The endpoint of a kind as a client chooses it, and what the server says there of `apiVersion` and `kind`. Absent ones are filled in by the server.
 * A client asks for the path that a well-formed apiVersion names; anything else is sent to batch/v1 and read there.
 */
export function routeCause({ apiVersion = '', kind = '' }: Header, endpoint: JudgedKind): Cause | undefined {
  if (apiVersion === 'batch/v1' && kind === endpoint) return undefined
  if (apiVersion === 'v1' || (GROUP_VERSION.test(apiVersion) && apiVersion !== 'batch/v1')) {
    return { stage: 'route', reason: 'NotFound', field: 'apiVersion', message: 'the server could not find the requested resource' }
  }
  if (apiVersion.split('/').length > 2)
    return { stage: 'decode', reason: 'WrongType', field: 'apiVersion', message: `unexpected GroupVersion string: ${apiVersion}` }
  const served = apiVersion === '' || apiVersion === 'batch/' || apiVersion === 'batch/v1'
  if (served && (kind === '' || kind === endpoint)) return undefined
  if (served && (kind === 'CronJob' || kind === 'Job' || kind === 'CronJobList' || kind === 'JobList')) {
    return {
      stage: 'decode',
      reason: 'WrongType',
      field: 'kind',
      message: `converting (v1.${kind}) to (batch.${endpoint}): unknown conversion`,
    }
  }
  const shown = served ? 'batch/v1' : apiVersion.replace(/^\//, '')
  const message = `no kind ${JSON.stringify(kind === '' ? endpoint : kind)} is registered for version ${JSON.stringify(shown)} in scheme "pkg/runtime/scheme.go:110"`
  return { stage: 'decode', reason: 'WrongType', field: served ? 'kind' : 'apiVersion', message }
}

/**
 * Which of our kinds a document is about. A kind of that name in somebody's own group (Volcano has a Job) is another kind; such a group has a dot in its name, so one
 * without is a mistake of ours, and `batch.k8s.io` is nobody's.
 */
export function judgedKind({ apiVersion = '', kind }: Header): JudgedKind | undefined {
  if (kind !== 'CronJob' && kind !== 'Job') return undefined
  const group = apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')))
  return !group.includes('.') || group === 'batch.k8s.io' ? kind : undefined
}
