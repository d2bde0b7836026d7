import type { toValue } from '../reader/index.ts'
import { type Node } from '../reader/index.ts'
import type { FieldEdit } from './field-edit.ts'
import { child, parsePath, type Step } from './path.ts'

type Value = ReturnType<typeof toValue>
type Container = Record<string, unknown> & unknown[]

/** The document's value after the edits, made on values alone: what the edited text must read back as. */
export function applyToValue(document: Value, edits: readonly FieldEdit[], item: number | undefined, root: Node): unknown {
  const copy = structuredClone(document) as unknown
  const prefix: Step[] = item === undefined ? [] : [child(root, 'objects') ? 'objects' : 'items', item]
  for (const edit of edits) if (!applyEdit(copy, prefix, edit)) return undefined
  return copy
}

function applyEdit(root: unknown, prefix: readonly Step[], edit: FieldEdit): boolean {
  const steps = [...prefix, ...parsePath(edit.path)]
  const key = steps.pop() as Step
  const parent = follow(root, steps)
  if (!parent) return false
  switch (edit.kind) {
    case 'rename':
      parent[edit.to as never] = parent[key as never]
      delete parent[key as never]
      return true
    case 'set':
    case 'insert':
      parent[key as never] = edit.value as never
      return true
    case 'remove':
      delete parent[key as never]
      return true
    case 'move': {
      const target = follow(root, [...prefix, ...parsePath(edit.to)])
      if (!target) return false
      target[key as never] = parent[key as never]
      delete parent[key as never]
      return true
    }
    case 'replace-part': {
      const text = parent[key as never] as unknown
      if (typeof text !== 'string') return false
      parent[key as never] = (text.slice(0, edit.from) + edit.text + text.slice(edit.to)) as never
      return true
    }
  }
}

function follow(root: unknown, steps: readonly Step[]): Container | undefined {
  let current = root
  for (const step of steps) current = current !== null && typeof current === 'object' ? (current as Container)[step as never] : undefined
  return current !== null && typeof current === 'object' ? (current as Container) : undefined
}
