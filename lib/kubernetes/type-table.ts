import { TYPES } from './data/types.ts'
import { NEWEST_MINOR, OLDEST_MINOR, type Minor } from './verdict.ts'

/** How a value of a field is written. */
export type ValueKind =
  'string' | 'int32' | 'int64' | 'number' | 'boolean' | 'quantity' | 'int-or-string' | 'time' | 'bytes' | 'any' | 'list' | 'map' | 'object'

export interface FieldType {
  readonly name: string
  readonly kind: ValueKind
  /** Of a list or map: the type of its elements. */
  readonly element?: FieldType
  /** Of an object: the name of its type. */
  readonly type?: string
  readonly required: boolean
  /** The minors that know the field. */
  readonly since: Minor
  readonly until: Minor
}

export type ObjectType = ReadonlyMap<string, FieldType>

const KINDS: Readonly<Record<string, ValueKind>> = {
  s: 'string',
  i: 'int32',
  l: 'int64',
  n: 'number',
  b: 'boolean',
  q: 'quantity',
  x: 'int-or-string',
  t: 'time',
  u: 'time',
  y: 'bytes',
  r: 'any',
}

const lines = new Map<string, string>()
const types = new Map<string, ObjectType>()

/** The fields of a type. Lines are read when a type is first asked for: a CronJob needs a quarter of them. */
export function objectType(name: string): ObjectType {
  const known = types.get(name)
  if (known) return known
  if (lines.size === 0)
    for (const line of TYPES.trim().split('\n')) lines.set(line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1))
  const type = new Map<string, FieldType>()
  const line = lines.get(name) ?? ''
  for (const text of line === '' ? [] : line.split(' ')) {
    const field = parseField(text)
    type.set(field.name, field)
  }
  types.set(name, type)
  return type
}

const FIELD = /^(.+?):([[{]*[A-Za-z0-9]+)(!?)(?:>(\d+))?(?:<(\d+))?$/

function parseField(text: string): FieldType {
  const [, name, kind, required, since, until] = FIELD.exec(text) as RegExpExecArray
  return {
    ...parseKind(name, kind),
    required: required === '!',
    since: since === undefined ? OLDEST_MINOR : Number(since),
    until: until === undefined ? NEWEST_MINOR : Number(until),
  }
}

function parseKind(name: string, kind: string): FieldType {
  const always = { name, required: false, since: OLDEST_MINOR, until: NEWEST_MINOR }
  if (kind.startsWith('[')) return { ...always, kind: 'list', element: parseKind(name, kind.slice(1)) }
  if (kind.startsWith('{')) return { ...always, kind: 'map', element: parseKind(name, kind.slice(1)) }
  return kind in KINDS ? { ...always, kind: KINDS[kind] } : { ...always, kind: 'object', type: kind }
}

/** False for a name that no type has, told without reading the types. */
export function isFieldName(name: string): boolean {
  return TYPES.includes(` ${name}:`)
}

/** Every type by name, for questions about the whole table. */
export function typeNames(): readonly string[] {
  objectType('CronJob')
  return [...lines.keys()]
}

/** The kinds that we judge, and the apiVersion under which they are served. */
export const ROOT_TYPES: Readonly<Record<string, string>> = {
  CronJob: 'batch/v1',
  Job: 'batch/v1',
  ConfigMap: 'v1',
  Secret: 'v1',
  PersistentVolumeClaim: 'v1',
  ServiceAccount: 'v1',
  ResourceQuota: 'v1',
  LimitRange: 'v1',
}
