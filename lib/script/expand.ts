/** Text after the kubelet's replacements, and where each piece of it came from. */
export interface Expanded {
  readonly text: string
  /** Offset in the text as it is written, for an offset in the expanded text: inside of a replaced value it is the reference's start. */
  readonly origin: (offset: number) => number
}

interface Piece {
  /** Offsets in the expanded text and in the written one; `fixed` pieces all come from one place. */
  readonly at: number
  readonly from: number
  readonly fixed: boolean
}

/**
 * Replaces `$(NAME)` as the kubelet does in `command`, `args` and values of `env`: `$$` is a dollar, what `resolve` does not know stays as it is written, and a name ends at
 * the first `)`, so that nothing inside of `$(echo $(NAME))` is replaced. Source: k8s.io/kubernetes third_party/forked/golang/expansion.
 */
export function expandReferences(text: string, resolve: (name: string) => string | undefined): Expanded {
  if (!text.includes('$')) return { text, origin: (offset) => offset }
  let expanded = ''
  const pieces: Piece[] = [{ at: 0, from: 0, fixed: false }]
  let index = 0
  const put = (value: string, from: number, next: number, fixed: boolean): void => {
    pieces.push({ at: expanded.length, from, fixed })
    expanded += value
    pieces.push({ at: expanded.length, from: next, fixed: false })
    index = next
  }
  while (index < text.length) {
    const dollar = text.indexOf('$', index)
    if (dollar < 0 || dollar === text.length - 1) break
    expanded += text.slice(index, dollar)
    const close = text[dollar + 1] === '(' ? text.indexOf(')', dollar) : -1
    const name = close < 0 ? undefined : text.slice(dollar + 2, close)
    const value = name === undefined ? undefined : resolve(name)
    if (text[dollar + 1] === '$') put('$', dollar, dollar + 2, true)
    else if (value !== undefined) put(value, dollar, close + 1, true)
    else if (close >= 0) put(text.slice(dollar, close + 1), dollar, close + 1, false)
    else put(text.slice(dollar, dollar + 2), dollar, dollar + 2, false)
  }
  return { text: expanded + text.slice(index), origin: (offset) => originOf(pieces, offset) }
}

/** `$${NAME}` is what Flux makes `${NAME}` of; no shell means it otherwise. */
export function undoubleBraced(text: string): Expanded {
  const doubled = /\$(?=\$\{[A-Za-z_])/g
  const removed = [...text.matchAll(doubled)].map(({ index }, before) => index - before)
  return { text: text.replace(doubled, ''), origin: (offset) => offset + removed.filter((at) => at < offset).length }
}

/** One `$(…)` as the kubelet sees it. */
export interface Reference {
  readonly name: string
  /** It stands inside of another `$(…)`, which the kubelet takes for one long name. */
  readonly hidden: boolean
  readonly from: number
  readonly to: number
}

/** Every `$(name)` of a text; those behind an escaped dollar are none. */
export function referencesIn(text: string): readonly Reference[] {
  const found: Reference[] = []
  for (let dollar = text.indexOf('$'); dollar >= 0;) {
    const close = text[dollar + 1] === '(' ? text.indexOf(')', dollar) : -1
    if (close >= 0) {
      const inner = text.lastIndexOf('$(', close)
      found.push({ name: text.slice(inner + 2, close), hidden: inner > dollar, from: inner, to: close + 1 })
    }
    dollar = text.indexOf('$', close >= 0 ? close + 1 : dollar + 2)
  }
  return found
}

function originOf(pieces: readonly Piece[], offset: number): number {
  let found = pieces[0]
  for (const piece of pieces) if (piece.at <= offset) found = piece
  return found.fixed ? found.from : found.from + offset - found.at
}
