import { locate, textUnder, type Place } from '../manifest/index.ts'
import type { Node, Pair, Scalar } from '../reader/index.ts'
import { parseSchedule, ScheduleError } from '../schedule/index.ts'
import type { Problem, ProblemDetail } from './problem.ts'
import { suggestName } from './suggest.ts'

/** A cause of the verdict, or a warning in the same form, as a path and a sentence. */
export interface Told {
  readonly stage: Problem['stage']
  readonly reason: Problem['reason']
  readonly field: string
  readonly message: string
}

/** A cause at its place in the text. */
export function causeProblem(root: Node, told: Told): Problem {
  const place = placeOf(root, told)
  const { value, key, alias } = place
  const onValue = place.exists && value.kind === 'scalar' && value.end > value.start
  const detail = onValue && value.kind === 'scalar' ? detailOf(root, told, value.text) : standsElsewhere(root, told)
  const whole = onValue ? (alias ?? value) : (key ?? firstOf(root))
  const { start, end } =
    detail?.kind === 'schedule' && !alias && value.kind === 'scalar' ? (faultyPart(value, detail.column) ?? whole) : whole
  return { ...told, start, end, ...(detail ? { detail } : {}) }
}

/** A warning as the server sends it begins with the field that it is about. */
export function warningProblem(text: string): Told {
  const field =
    /^((?:metadata|spec)[^\s:]*):? /.exec(text)?.[1] ?? (text.includes('spec.schedule') || text.includes('TZ used') ? 'spec.schedule' : '')
  return { stage: 'warning', reason: 'Warning', field, message: text }
}

/** Where in the text a cause's field stands. The server leaves out `metadata` in a pod template's path and names the whole map for one bad label. */
export function placeOf(root: Node, { field, message }: Told): Place {
  const place = locate(root, field.replace(/\.template\.(labels|annotations)\b/, '.template.metadata.$1'))
  if (!place.exists || place.value.kind !== 'mapping' || !/(?:labels|annotations|nodeSelector|matchLabels)$/.test(field)) return place
  const quoted = quotedValue(message)
  const pair = quoted === undefined ? undefined : place.value.pairs.find((candidate) => isAbout(candidate, quoted))
  if (!pair) return place
  const aboutValue = pair.value.kind === 'scalar' && pair.value.text === quoted && pair.key !== quoted && pair.value.end > pair.value.start
  return aboutValue ? { ...place, value: pair.value, key: pair.keyNode, pair } : { ...place, value: pair.keyNode, key: pair.keyNode, pair }
}

function isAbout({ key, value }: Pair, quoted: string): boolean {
  return key === quoted || (value.kind === 'scalar' && value.text === quoted)
}

/** The value that the server quotes: `Invalid value: "a b": …`. */
export function quotedValue(message: string): string | undefined {
  const text = /(?:value|Not found): ("(?:[^"\\]|\\.)*")/.exec(message)?.[1]
  if (text === undefined) return undefined
  try {
    return JSON.parse(text) as string
  } catch {
    // Go's escapes (`\a`, `\x00`) are not all JSON's.
    return undefined
  }
}

/** The part of a schedule from the fault to the end of its field, where the text of the file is the text of the scalar. */
function faultyPart({ start, end, text }: Scalar, column: number): { readonly start: number; readonly end: number } | undefined {
  const margin = (end - start - text.length) / 2
  const part = /^\S+/.exec(text.slice(column))?.[0]
  if ((margin !== 0 && margin !== 1) || part === undefined || column === 0) return undefined
  return { start: start + margin + column, end: start + margin + column + part.length }
}

function firstOf(root: Node): { readonly start: number; readonly end: number } {
  if (root.kind === 'mapping' && root.pairs.length > 0) return root.pairs[0].keyNode
  return { start: root.start, end: Math.min(root.end, root.start + 1) }
}

function detailOf(root: Node, { reason, field, message }: Told, text: string): ProblemDetail | undefined {
  if (reason === 'FieldValueNotSupported') {
    const supported = supportedValues(message)
    const suggestion = supported.find((value) => value.toLowerCase() === text.trim().toLowerCase()) ?? suggestName(text, supported)
    return { kind: 'unsupported-value', value: text, supported, ...(suggestion === undefined ? {} : { suggestion }) }
  }
  // The server calls `Always` a missing value, for a Job may not have it.
  if (reason === 'FieldValueRequired' && text !== '' && message.includes('valid values:'))
    return { kind: 'unsupported-value', value: text, supported: quotedWords(message) }
  if (reason === 'FieldValueNotFound') return notFound(root, field, text)
  if (field === 'spec.schedule' && (reason === 'FieldValueInvalid' || reason === 'Warning'))
    return { kind: 'schedule', expression: text, column: columnOf(text) }
  return undefined
}

/** A pod's restartPolicy that was written into a container, where it is a field of its own. */
function standsElsewhere(root: Node, { reason, field }: Told): ProblemDetail | undefined {
  if (reason !== 'FieldValueRequired' || !field.endsWith('.restartPolicy')) return undefined
  const containers = field.replace(/\.restartPolicy$/, '.containers')
  const { exists, value } = locate(root, containers)
  if (!exists || value.kind !== 'sequence') return undefined
  const index = value.items.findIndex((item) => textUnder(item.value, 'restartPolicy') !== undefined)
  return index < 0 ? undefined : { kind: 'stands-elsewhere', at: `${containers}[${index}].restartPolicy` }
}

/** A mount of a volume that the pod does not have. */
function notFound(root: Node, field: string, name: string): ProblemDetail | undefined {
  const pod = /^(.*)\.(?:containers|initContainers)\[\d+\]\.volume(?:Mounts|Devices)\[\d+\]\.name$/.exec(field)?.[1]
  if (pod === undefined) return undefined
  const volumes = locate(root, `${pod}.volumes`)
  const items = volumes.exists && volumes.value.kind === 'sequence' ? volumes.value.items : []
  const defined = items.flatMap(({ value }) => textUnder(value, 'name') ?? [])
  const suggestion = suggestName(name, defined)
  return { kind: 'not-found', name, defined, ...(suggestion === undefined ? {} : { suggestion }) }
}

function supportedValues(message: string): string[] {
  const at = message.indexOf('supported values:')
  return at < 0 ? [] : quotedWords(message.slice(at))
}

function quotedWords(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"/g)].map(([, word]) => word)
}

function columnOf(expression: string): number {
  try {
    parseSchedule(expression)
    return 0
  } catch (error) {
    return error instanceof ScheduleError ? error.column : 0
  }
}
