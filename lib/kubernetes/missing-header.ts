import { child } from '../manifest/index.ts'
import type { Mapping, Pair } from '../reader/index.ts'
import { causeProblem } from './cause-problem.ts'
import type { Problem } from './problem.ts'
import type { Header } from './route.ts'

const NAMES = ['apiVersion', 'kind'] as const
type HeaderName = (typeof NAMES)[number]

/**
 * An `apiVersion` or `kind` that is left out, or written with other capitals. A server would fill it in from the endpoint of the request, but nobody gets as far: kubectl, kustomize, Argo CD
 * and Flux read both to know where to send an object, and refuse one without.
 */
export function missingHeader(root: Mapping, header: Header): readonly Problem[] {
  if (header.cause || (child(root, 'spec') ?? child(root, 'metadata'))?.kind !== 'mapping') return []
  return NAMES.flatMap((name) => (header[name] === undefined ? missing(root, name) : []))
}

function missing(root: Mapping, name: HeaderName): readonly Problem[] {
  const misspelt = root.pairs.find(({ key }) => key !== name && key.toLowerCase() === name.toLowerCase())
  // Of an object whose kind is known the decoding tells unknown fields.
  if (misspelt) return name === 'kind' ? [misspeltKind(misspelt)] : []
  const value = name === 'apiVersion' ? 'batch/v1' : kindOf(root)
  const told = causeProblem(root, { stage: 'validation', reason: 'FieldValueRequired', field: name, message: `${name} not set` })
  if (value === undefined) return [told]
  const beside = child(root, name) ? {} : { beside: otherThan(name) }
  return [{ ...told, detail: { kind: 'missing-header', value, ...beside } }]
}

function misspeltKind({ key, keyNode: { start, end } }: Pair): Problem {
  const detail = { kind: 'unknown-field', name: key, suggestion: 'kind' } as const
  return { stage: 'decode', reason: 'UnknownField', field: key, message: `unknown field ${JSON.stringify(key)}`, start, end, detail }
}

/** A CronJob has a jobTemplate, a Job a template. */
function kindOf(root: Mapping): 'CronJob' | 'Job' | undefined {
  const spec = child(root, 'spec')
  return child(spec, 'jobTemplate') ? 'CronJob' : child(spec, 'template') ? 'Job' : undefined
}

function otherThan(name: HeaderName): HeaderName {
  return name === 'kind' ? 'apiVersion' : 'kind'
}
