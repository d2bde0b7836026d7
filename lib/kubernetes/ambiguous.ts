import type { Node, Scalar } from '../reader/index.ts'
import type { Problem } from './problem.ts'
import type { Json } from './verdict.ts'

/** Whole numbers and booleans that YAML 1.2 reads as something else, and times of day that YAML 1.1 reads as numbers in base 60. */
const BASE_60 = /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/
const ODD_NUMBER = /^[-+]?(?:0[0-7_]+|0b[01_]+|0o[0-7]+|[0-9][0-9_]*_[0-9_]*(?:\.[0-9_]*)?)$/

/** Where octal is the custom, and documented as such. */
const MODES = new Set(['mode', 'defaultMode'])

/** Mappings whose keys are the author's own. */
const MAPS = new Set([
  'labels',
  'annotations',
  'matchLabels',
  'nodeSelector',
  'limits',
  'requests',
  'overhead',
  'data',
  'stringData',
  'volumeAttributes',
])

/** Somebody who writes `yes` ten thousand times has understood after the first hundred. */
const MOST_NOTES = 100

/** Plain scalars that Kubernetes reads in one way and other readers of YAML in another. */
export function ambiguousScalars(root: Node): readonly Problem[] {
  const found: Problem[] = []
  collect(root, '', (scalar, others) => {
    if (found.length >= MOST_NOTES) return
    const { text, value, start, end } = scalar
    const message = `${text} is ${shown(value)} for Kubernetes and ${shown(others)} for other readers of YAML`
    const detail = { kind: 'ambiguous-scalar', text, kubernetes: value, others } as const
    found.push({ stage: 'ambiguous', reason: 'AmbiguousScalar', field: pathTo(root, scalar) ?? '', message, start, end, detail })
  })
  return found
}

type Tell = (scalar: Scalar, others: Json) => void

/** `field` is the key under which a node stands, or its list does. */
function collect(node: Node, field: string, tell: Tell): void {
  if (node.kind === 'scalar') check(node, field, tell)
  else if (node.kind === 'sequence') {
    for (let index = 0; index < node.items.length; index++) collect(node.items[index].value, field, tell)
  } else {
    for (let index = 0; index < node.pairs.length; index++) {
      const { key, keyNode, value, merged } = node.pairs[index]
      if (merged) continue
      if (typeof keyNode.value !== 'string') check(keyNode, '', tell)
      collect(value, key, tell)
    }
  }
}

function check(scalar: Scalar, field: string, tell: Tell): void {
  if (scalar.style !== 'plain' || scalar.tag !== undefined) return
  const others = readElsewhere(scalar, field)
  if (others !== undefined) tell(scalar, others)
}

/** Looked for only when there is something to say. */
function pathTo(root: Node, wanted: Scalar): string | undefined {
  const visit = (node: Node, path: string, inMap: boolean): string | undefined => {
    if (node === wanted) return path
    if (node.kind === 'scalar') return undefined
    if (node.kind === 'sequence') {
      for (const [index, { value }] of node.items.entries()) {
        const found = visit(value, `${path}[${index}]`, false)
        if (found !== undefined) return found
      }
      return undefined
    }
    for (const { key, keyNode, value } of node.pairs) {
      const here = inMap ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`
      const found = keyNode === wanted ? here : visit(value, here, MAPS.has(key))
      if (found !== undefined) return found
    }
    return undefined
  }
  return visit(root, '', false)
}

/** What others make of a plain scalar, or nothing where all agree. */
function readElsewhere({ value, text }: Scalar, field: string): Json | undefined {
  const first = text.charCodeAt(0)
  if (typeof value === 'boolean') return /^(?:true|false)$/i.test(text) ? undefined : text
  const digit = (first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d
  if (!digit) return undefined
  if (typeof value === 'string') return BASE_60.test(text) ? inBase60(text) : undefined
  if (!ODD_NUMBER.test(text) || MODES.has(field)) return undefined
  if (/^[-+]?0[0-7]+$/.test(text)) return Number(text) === value ? undefined : Number(text)
  return text
}

function inBase60(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1
  return (
    sign *
    text
      .replace(/^[-+]/, '')
      .split(':')
      .reduce((sum, part) => sum * 60 + Number(part.replaceAll('_', '')), 0)
  )
}

function shown(value: Json): string {
  return typeof value === 'string'
    ? `the text ${JSON.stringify(value)}`
    : `the ${typeof value === 'boolean' ? 'boolean' : 'number'} ${String(value)}`
}
