import type { Item, Node, Pair, Range, Scalar, YamlDocument } from '../reader/index.ts'

type Shift = (offset: number) => number

/** The same document at other offsets: a block of a Markdown file at the offsets of that file. */
export function shiftDocument(document: YamlDocument, to: Shift): YamlDocument {
  const shifted = new Map<Node, Node>()
  return {
    ...document,
    ...moved(document, to),
    comments: document.comments.map((comment) => ({ ...comment, ...moved(comment, to) })),
    errors: document.errors.map((error) => ({ ...error, ...moved(error, to) })),
    ...(document.root ? { root: shiftNode(document.root, to, shifted) } : {}),
  }
}

function moved({ start, end }: Range, to: Shift): Range {
  // The end is exclusive and may be the start of the next line, whose indentation was cut: it moves with the character before it.
  return { start: to(start), end: end > start ? to(end - 1) + 1 : to(start) }
}

/** Nodes that aliases share stay shared. */
function shiftNode(node: Node, to: Shift, shifted: Map<Node, Node>): Node {
  const known = shifted.get(node)
  if (known) return known
  const range = moved(node, to)
  let result: Node
  if (node.kind === 'scalar') result = { ...node, ...range }
  else if (node.kind === 'mapping') result = { ...node, ...range, pairs: node.pairs.map((pair) => shiftPair(pair, to, shifted)) }
  else result = { ...node, ...range, items: node.items.map((item) => shiftItem(item, to, shifted)) }
  shifted.set(node, result)
  return result
}

function shiftPair(pair: Pair, to: Shift, shifted: Map<Node, Node>): Pair {
  return {
    ...pair,
    keyNode: shiftNode(pair.keyNode, to, shifted) as Scalar,
    value: shiftNode(pair.value, to, shifted),
    ...(pair.alias ? { alias: moved(pair.alias, to) } : {}),
  }
}

function shiftItem(item: Item, to: Shift, shifted: Map<Node, Node>): Item {
  return {
    ...item,
    start: to(item.start),
    value: shiftNode(item.value, to, shifted),
    ...(item.alias ? { alias: moved(item.alias, to) } : {}),
  }
}
