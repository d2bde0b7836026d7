import { settingsOf, TimesError, type BlackoutConfig } from '../calendar/index.ts'
import { lineTable, locate, positionAt } from '../manifest/index.ts'
import { readYaml, toValue, type Node } from '../reader/index.ts'
import { parseKubernetesVersion } from '../kubernetes/index.ts'
import { EDITIONS, type Config } from '../lint/index.ts'
import type { RegisteredRule } from '../rule/index.ts'
import type { ConfigPlace } from './config-place.ts'
import { readText } from './file-on-disk.ts'
import { faultOfGlob } from './config-globs.ts'
import { nearest } from './nearest.ts'
import { reason } from './reason.ts'
import { UsageError } from './usage-error.ts'

const KEYS = [
  'policy',
  'edition',
  'kubernetesVersion',
  'rules',
  'overrides',
  'exclude',
  'clusters',
  'blackouts',
  'groups',
  'conflicts',
] as const
const LEVELS = ['error', 'warning', 'note', 'off'] as const

export interface ReadConfig {
  readonly config: Config
  /** Every glob with its place, such as `cronwright.yaml:5:7`. */
  readonly globs: readonly PlacedGlob[]
}

export interface PlacedGlob {
  readonly glob: string
  readonly place: string
}

/** Reads and checks a config. Every fault is one line with its place: a config that says something else than it means is worse than none. */
export function readConfig({ path, shown }: ConfigPlace, rules: readonly RegisteredRule[], policies: readonly string[]): ReadConfig {
  let text: string
  try {
    text = readText(path)
  } catch (error) {
    throw new UsageError(`${shown}: ${reason(error)}`)
  }
  const [document, second] = readYaml(text)
  if (!document) return { config: {}, globs: [] }
  const lines = lineTable(text)
  const at = (offset: number): string => {
    const { line, column } = positionAt(lines, offset)
    return `${shown}:${line}:${column}`
  }
  const [error] = document.errors
  if (error || !document.root) throw new UsageError(`${at(error?.start ?? 0)}: ${error?.message ?? 'no YAML'}`)
  if (second) throw new UsageError(`${at(second.start)}: a second document: one file holds one config`)
  const checker = new Checker(document.root, at, rules, policies)
  checker.config()
  return { config: withOff(toValue(document.root)) as Config, globs: checker.globs }
}

/** A plain `off` is the boolean false in YAML 1.1; in a config only levels are ever written so. */
function withOff(value: unknown): unknown {
  if (value === false) return 'off'
  if (Array.isArray(value)) return value.map(withOff)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === 'options' || key === 'conflicts' ? item : withOff(item)]),
  )
}

class Checker {
  private readonly root: Node
  private readonly at: (offset: number) => string
  private readonly rules: ReadonlyMap<string, RegisteredRule>
  private readonly policies: readonly string[]
  readonly globs: PlacedGlob[] = []

  constructor(root: Node, at: (offset: number) => string, rules: readonly RegisteredRule[], policies: readonly string[]) {
    this.root = root
    this.at = at
    this.rules = new Map(rules.map((rule) => [rule.id, rule]))
    this.policies = policies
  }

  config(): void {
    for (const key of this.keys(this.root, '', KEYS)) {
      if (key === 'policy') this.oneOf('policy', this.policies)
      if (key === 'edition') this.oneOf('edition', EDITIONS)
      if (key === 'kubernetesVersion') this.version()
      if (key === 'rules') this.ruleSettings('rules')
      if (key === 'exclude') this.globList('exclude')
      if (key === 'clusters') for (const name of this.keys(this.node('clusters'), 'clusters')) this.globList(`clusters.${name}`)
      if (key === 'overrides') this.overrides()
      if (key === 'blackouts') this.blackouts()
      if (key === 'groups') for (const name of this.keys(this.node('groups'), 'groups')) this.texts(`groups.${name}`, 'names of CronJobs')
      if (key === 'conflicts') this.conflicts()
    }
  }

  private node(path: string): Node {
    return locate(this.root, path).value
  }

  private fail(path: string, message: string): never {
    const { key, value } = locate(this.root, path)
    throw new UsageError(
      `${this.at(value.kind === 'scalar' && value.end > value.start ? value.start : (key?.start ?? value.start))}: ${message}`,
    )
  }

  private keys(node: Node, path: string, known?: readonly string[]): readonly string[] {
    if (node.kind !== 'mapping') return this.fail(path, `${path || 'the config'} takes a mapping`)
    for (const { key, keyNode } of node.pairs) {
      if (!known || known.includes(key)) continue
      const guess = nearest(key, known)
      throw new UsageError(
        `${this.at(keyNode.start)}: unknown key '${key}'${guess ? `, did you mean '${guess}'?` : ''} (known: ${known.join(', ')})`,
      )
    }
    return node.pairs.map(({ key }) => key)
  }

  private oneOf(path: string, known: readonly string[]): void {
    const node = this.node(path)
    const text = node.kind === 'scalar' ? node.text : ''
    if (!known.includes(text)) this.fail(path, `${path} '${text}' is not known (known: ${known.join(', ')})`)
  }

  private version(): void {
    const node = this.node('kubernetesVersion')
    if (node.kind !== 'scalar' || typeof node.value !== 'string')
      this.fail('kubernetesVersion', 'kubernetesVersion takes a text in quotes, such as "1.31"')
    try {
      parseKubernetesVersion(node.value)
    } catch (error) {
      this.fail('kubernetesVersion', (error as Error).message)
    }
  }

  private text(path: string): void {
    const node = this.node(path)
    if (node.kind !== 'scalar' || typeof node.value !== 'string' || node.value === '')
      this.fail(path, `${path} takes a text; numbers and switches need quotes`)
  }

  private texts(path: string, of = 'texts'): readonly Extract<Node, { kind: 'scalar' }>[] {
    const node = this.node(path)
    const items = node.kind === 'sequence' ? node.items.map(({ value }) => value) : []
    const texts = items.filter((item) => item.kind === 'scalar' && typeof item.value === 'string' && item.value !== '')
    if (node.kind !== 'sequence' || texts.length < items.length) this.fail(path, `${path} takes a list of ${of}`)
    return texts as readonly Extract<Node, { kind: 'scalar' }>[]
  }

  private globList(path: string): void {
    for (const { text, start } of this.texts(path, 'globs')) {
      const fault = faultOfGlob(text)
      if (fault !== undefined) throw new UsageError(`${this.at(start)}: glob '${text}': ${fault}`)
      this.globs.push({ glob: text, place: this.at(start) })
    }
  }

  private overrides(): void {
    const node = this.node('overrides')
    if (node.kind !== 'sequence') return this.fail('overrides', 'overrides takes a list')
    node.items.forEach(({ value }, index) => {
      const path = `overrides[${index}]`
      const keys = this.keys(value, path, ['files', 'labels', 'rules'])
      if (!keys.includes('rules')) this.fail(path, 'an override needs rules')
      if (!keys.includes('files') && !keys.includes('labels'))
        this.fail(path, 'an override needs files or labels, or it would hold everywhere')
      if (keys.includes('files')) this.globList(`${path}.files`)
      if (keys.includes('labels'))
        for (const label of this.keys(this.node(`${path}.labels`), `${path}.labels`)) this.text(`${path}.labels[${label}]`)
      this.ruleSettings(`${path}.rules`)
    })
  }

  private blackouts(): void {
    const node = this.node('blackouts')
    if (node.kind !== 'sequence') return this.fail('blackouts', 'blackouts takes a list')
    node.items.forEach(({ value }, index) => {
      const path = `blackouts[${index}]`
      const keys = this.keys(value, path, ['name', 'when', 'timeZone', 'namespaces', 'labels', 'clusters'])
      for (const key of ['name', 'when']) if (!keys.includes(key)) this.fail(path, `a blackout needs ${key}`)
      for (const key of ['name', 'timeZone']) if (keys.includes(key)) this.text(`${path}.${key}`)
      if (this.node(`${path}.when`).kind === 'sequence') this.texts(`${path}.when`, 'times')
      else this.text(`${path}.when`)
      for (const key of ['namespaces', 'clusters']) if (keys.includes(key)) this.texts(`${path}.${key}`, 'names')
      if (keys.includes('labels'))
        for (const label of this.keys(this.node(`${path}.labels`), `${path}.labels`)) this.text(`${path}.labels[${label}]`)
      try {
        settingsOf({ blackouts: [toValue(value) as unknown as BlackoutConfig] })
      } catch (error) {
        if (!(error instanceof TimesError)) throw error
        this.fail(`${path}.${error.message.startsWith('unknown time zone') ? 'timeZone' : 'when'}`, error.message)
      }
    })
  }

  private conflicts(): void {
    for (const key of this.keys(this.node('conflicts'), 'conflicts', ['sharedSecrets', 'databaseHosts']))
      if (typeof toValue(this.node(`conflicts.${key}`)) !== 'boolean') this.fail(`conflicts.${key}`, `conflicts.${key} takes true or false`)
  }

  private ruleSettings(path: string): void {
    const node = this.node(path)
    if (node.kind !== 'mapping') return this.fail(path, `${path} takes a mapping of rule ids`)
    for (const { key, keyNode, value } of node.pairs) {
      const rule = this.rules.get(key)
      const guess = rule ? undefined : nearest(key, [...this.rules.keys()])
      if (!rule)
        throw new UsageError(
          `${this.at(keyNode.start)}: unknown rule '${key}'${guess ? `, did you mean '${guess}'?` : '; one of your own needs --rules'}`,
        )
      if (value.kind === 'scalar') this.level(`${path}.${key}`)
      else this.ruleSetting(`${path}.${key}`, rule)
    }
  }

  /** A plain `off` is the boolean false in YAML 1.1: nobody should need to quote it here. */
  private level(path: string): void {
    const node = this.node(path)
    if (node.kind !== 'scalar' || !(LEVELS as readonly string[]).includes(node.text))
      this.fail(path, `unknown level '${node.kind === 'scalar' ? node.text : node.kind}' (known: ${LEVELS.join(', ')})`)
  }

  private ruleSetting(path: string, rule: RegisteredRule): void {
    const keys = this.keys(this.node(path), path, ['level', 'options'])
    if (keys.includes('level')) this.level(`${path}.level`)
    if (!keys.includes('options')) return
    if (path.startsWith('overrides') && 'checkFleet' in rule)
      return this.fail(`${path}.options`, `${rule.id} looks at whole clusters at once: its options stand under rules, for all of them`)
    const known = Object.keys(rule.options ?? {})
    for (const option of this.keys(this.node(`${path}.options`), `${path}.options`, known))
      this.option(`${path}.options.${option}`, rule.options?.[option]?.default)
  }

  private option(path: string, standard: unknown): void {
    const value = toValue(this.node(path))
    const fits = Array.isArray(standard)
      ? Array.isArray(value) && value.every((item) => typeof item === 'string')
      : typeof value === typeof standard
    if (!fits)
      this.fail(
        path,
        `${path} takes ${Array.isArray(standard) ? 'a list of texts' : `a ${typeof standard}`}, such as ${JSON.stringify(standard)}`,
      )
  }
}
