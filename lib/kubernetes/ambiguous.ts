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

/** Plain scalars that Kubernetes reads in one way and other readers of YAML in another. */
export function ambiguousScalars(root: Node): Problem[] {
  const found: Problem[] = []
  const check = (scalar: Scalar, path: () => string, field: string): void => {
    if (scalar.style !== 'plain' || scalar.tag !== undefined) return
    const others = readElsewhere(scalar, field)
    if (others === undefined) return
    const { text, value, start, end } = scalar
    const message = `${text} is ${shown(value)} for Kubernetes and ${shown(others)} for other readers of YAML`
    found.push({
      stage: 'ambiguous',
      reason: 'AmbiguousScalar',
      field: path(),
      message,
      start,
      end,
      detail: { kind: 'ambiguous-scalar', text, kubernetes: value, others },
    })
  }
  const visit = (node: Node, path: () => string, field: string): void => {
    if (node.kind === 'scalar') check(node, path, field)
    else if (node.kind === 'sequence') {
      const { items } = node
      for (let index = 0; index < items.length; index++) visit(items[index].value, () => `${path()}[${index}]`, field)
    } else {
      for (const { key, keyNode, value, merged } of node.pairs) {
        if (merged) continue
        const here = (): string => (MAPS.has(field) ? `${path()}[${key}]` : path() === '' ? key : `${path()}.${key}`)
        if (keyNode.value !== keyNode.text) check(keyNode, here, '')
        visit(value, here, key)
      }
    }
  }
  visit(root, () => '', '')
  return found
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
