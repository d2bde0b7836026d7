import { lineTable, locate, positionAt, scalarOffset, unknownScalarAt, type LineTable, type Manifest } from '../manifest/index.ts'
import type { Scalar } from '../reader/index.ts'
import type { Level, RegisteredRule, Violation } from '../rule/index.ts'
import type { Finding, FindingObject } from './finding.ts'
import { makeFix } from './make-fix.ts'

/** One file while it is judged: its text, and its lines once somebody asks for a line. */
export interface OpenFile {
  readonly path: string
  readonly text: string
  readonly lines: () => LineTable
}

export function openFile(path: string, text: string): OpenFile {
  let table: LineTable | undefined
  return { path, text, lines: () => (table ??= lineTable(text)) }
}

export interface RawFinding {
  readonly rule: string
  readonly family: Finding['family']
  readonly level: Level
  readonly message: string
  readonly help?: string
  readonly document: number
  readonly object?: FindingObject
  readonly path: string
  readonly start: number
  readonly end: number
  readonly fix?: Finding['fix']
  /** Text that must not be shown. */
  readonly conceal?: string
}

/** Lines and columns are added here, at the edge, and nowhere else. */
export function makeFinding(file: OpenFile, raw: RawFinding, cluster = ''): Finding {
  const lines = file.lines()
  const start = positionAt(lines, raw.start)
  const end = positionAt(lines, Math.max(raw.end, raw.start))
  const { rule, family, level, message, help, document, object, path, fix } = raw
  return {
    rule,
    family,
    level,
    message,
    ...(help === undefined ? {} : { help }),
    file: file.path,
    document,
    cluster,
    ...(object ? { object } : {}),
    excerpt: concealed(lineAt(file.text, raw.start), raw.conceal),
    path,
    start,
    end,
    ...(fix ? { fix } : {}),
  }
}

const LONGEST_EXCERPT = 400

function lineAt(text: string, offset: number): string {
  const from = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1
  let to = from
  while (to < text.length && text[to] !== '\n' && text[to] !== '\r') to++
  const line = text.slice(from === 0 && text.charCodeAt(0) === 0xfeff ? 1 : from, to)
  return line.length > LONGEST_EXCERPT ? line.slice(0, LONGEST_EXCERPT) : line
}

/** As long as before, so that columns stay true. */
function concealed(line: string, secret: string | undefined): string {
  return secret === undefined || secret.length < 3 ? line : line.replaceAll(secret, `${secret.slice(0, 2)}${'*'.repeat(secret.length - 2)}`)
}

/** The finding for a violation, or nothing where the claim rests on a value that nobody knows. */
export function placeViolation(
  file: OpenFile,
  manifest: Manifest,
  rule: RegisteredRule,
  level: Level,
  violation: Violation,
): RawFinding | undefined {
  const rests = [violation.at, ...(violation.restsOn ?? [])]
  if (rests.some((path) => unknownScalarAt(manifest, path))) return undefined
  const { start, end } = violation.range ?? rangeOf(file, manifest, violation)
  const fix = violation.fix && makeFix(file, manifest, violation.fix)
  const conceal = secretOf(file, manifest, violation)
  return {
    rule: rule.id,
    family: rule.family,
    level,
    message: violation.message,
    ...(violation.help === undefined ? {} : { help: violation.help }),
    document: manifest.document,
    object: objectOf(manifest),
    path: violation.at,
    start,
    end,
    ...(fix ? { fix } : {}),
    ...(conceal === undefined ? {} : { conceal }),
  }
}

function secretOf(file: OpenFile, manifest: Manifest, { at, conceal }: Violation): string | undefined {
  if (conceal !== true) return conceal
  const { value } = locate(manifest.root, at)
  return value.kind === 'scalar' ? file.text.slice(value.start, value.end).replace(/^(["'])(.*)\1$/s, '$2') : undefined
}

/** The value at the path; for a mapping or list its key, for an absent field the key of the nearest parent that exists. */
function rangeOf(file: OpenFile, manifest: Manifest, { at, atKey, part }: Violation): { readonly start: number; readonly end: number } {
  const place = locate(manifest.root, at)
  if (place.exists && part && place.value.kind === 'scalar') return partOf(file, place.value, part)
  if (place.exists && !atKey && place.value.kind === 'scalar' && place.value.end > place.value.start) return place.alias ?? place.value
  return place.key ?? firstOf(place.value)
}

/** A part of the text is a part of the file, whatever the style of the scalar; where it cannot be found the whole scalar stands for it. */
function partOf(file: OpenFile, scalar: Scalar, { from, to }: { readonly from: number; readonly to: number }) {
  const start = scalarOffset(file.text, scalar, from)
  const last = to > from ? scalarOffset(file.text, scalar, to - 1) : start
  return start === undefined || last === undefined ? scalar : { start, end: to > from ? last + 1 : start }
}

/** A whole document is shown at its first key. */
function firstOf(node: Manifest['root']): { readonly start: number; readonly end: number } {
  if (node.kind === 'mapping' && node.pairs.length > 0) return node.pairs[0].keyNode
  return node
}

export function objectOf({ apiVersion, kind, namespace, name }: Manifest): FindingObject {
  return {
    apiVersion: apiVersion ?? '',
    kind: kind ?? '',
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
  }
}
