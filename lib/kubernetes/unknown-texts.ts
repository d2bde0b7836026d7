import type { Node } from '../reader/index.ts'
import type { DecodeOptions } from './decode.ts'

const NONE: ReadonlySet<string> = new Set()

/** The texts of all scalars and keys whose value nobody knows here. Asked only when the validation has something to say. */
export function unknownTexts(root: Node, isUnknown: DecodeOptions['isUnknown']): ReadonlySet<string> {
  if (!isUnknown) return NONE
  const texts = new Set<string>()
  const visit = (node: Node, path: () => string): void => {
    if (node.kind === 'scalar') {
      if (isUnknown(node, path)) texts.add(node.text)
    } else if (node.kind === 'sequence') {
      node.items.forEach(({ value }, index) => visit(value, () => `${path()}[${index}]`))
    } else {
      for (const { key, keyNode, value } of node.pairs) {
        const here = (): string => (path() === '' ? key : `${path()}.${key}`)
        if (isUnknown(keyNode, here)) texts.add(keyNode.text)
        visit(value, here)
      }
    }
  }
  visit(root, () => '')
  return texts
}
