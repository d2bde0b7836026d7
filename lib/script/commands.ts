/** One simple command of a script, with what stands around it. */
export interface ShellCommand {
  readonly text: string
  /** Offset into the script. */
  readonly start: number
  /** The operator before it; `start` for the first one. */
  readonly before: Operator
  /** The operator that ends it. */
  readonly after: Operator
  /** How many `(`, `{`, `if`, `for`, `while` and `case` are open around it. */
  readonly depth: number
  /** Its exit status is looked at: it stands after `if`, `elif`, `while`, `until` or `!`. */
  readonly tested: boolean
}

export type Operator = 'start' | 'end' | '\n' | ';' | '&' | '&&' | '||' | '|' | '(' | ')'

const OPENING = new Set(['if', 'for', 'while', 'until', 'case', 'select', '{'])
const CLOSING = new Set(['fi', 'done', 'esac', '}'])
const TESTING = new Set(['if', 'elif', 'while', 'until', '!'])
const LEADING = /^(if|then|else|elif|do|while|until|\{|!|time)(?=\s|$)\s*/

/** Splits a script into its simple commands. Quotes, substitutions, comments and here-documents are passed over; what is no shell gives nonsense, never an error. */
export function readCommands(script: string): readonly ShellCommand[] {
  const found: ShellCommand[] = []
  let depth = 0
  let testing = false
  for (const { start, end, before, after } of pieces(script)) {
    let text = script.slice(start, end)
    let from = start
    const indent = /^(?:\s|\\\n)*/.exec(text)?.[0].length ?? 0
    text = text.slice(indent).trimEnd()
    from += indent
    if (before !== '&&' && before !== '||' && before !== '|') testing = false
    for (let match = LEADING.exec(text); match; match = LEADING.exec(text)) {
      if (OPENING.has(match[1])) depth++
      if (TESTING.has(match[1])) testing = true
      if (match[1] === 'then' || match[1] === 'do') testing = false
      text = text.slice(match[0].length)
      from += match[0].length
    }
    const first = /^\S+/.exec(text)?.[0] ?? ''
    if (OPENING.has(first)) depth++
    if (CLOSING.has(first)) depth = Math.max(0, depth - 1)
    else if (text !== '') found.push({ text, start: from, before, after, depth, tested: testing })
    if (after === '(') depth++
    if (after === ')') depth = Math.max(0, depth - 1)
  }
  return found
}

interface Piece {
  readonly start: number
  readonly end: number
  readonly before: Operator
  readonly after: Operator
}

function* pieces(script: string): Generator<Piece> {
  let start = 0
  let before: Operator = 'start'
  let documents: string[] = []
  for (let index = 0; index <= script.length;) {
    const operator = operatorAt(script, index)
    if (operator === undefined) {
      const delimiter = /^<<-?\s*(["']?)(\w+)\1/.exec(script.slice(index, index + 60))
      if (delimiter && script[index - 1] !== '<' && script[index + 2] !== '<') documents.push(delimiter[2])
      index = after(script, index)
      continue
    }
    yield { start, end: index, before, after: operator }
    index += operator === 'end' ? 1 : operator.length
    if (operator === '\n' && documents.length > 0) {
      for (const delimiter of documents) index = endOfDocument(script, index, delimiter)
      documents = []
    }
    start = index
    before = operator
  }
}

function operatorAt(script: string, index: number): Operator | undefined {
  if (index >= script.length) return 'end'
  const two = script.slice(index, index + 2)
  if (two === '&&' || two === '||') return two
  const one = script[index]
  if (one === '&') return two === '&>' || script[index - 1] === '>' || script[index - 1] === '<' ? undefined : '&'
  if (one === '|') return script[index - 1] === '>' ? undefined : '|'
  return one === '\n' || one === ';' || one === '(' || one === ')' ? one : undefined
}

/** The offset behind the character, quoted text, substitution or comment that begins here. */
function after(script: string, index: number): number {
  const character = script[index]
  if (character === '\\') return index + 2
  if (character === "'") return endOf(script, "'", index + 1)
  if (character === '"' || character === '`') return quoted(script, index)
  if (character === '$' && script[index + 1] === '(') return substitution(script, index + 2)
  if (character === '$' && script[index + 1] === '{') return endOf(script, '}', index + 2)
  if (character === '#' && (index === 0 || /[\s;&|(]/.test(script[index - 1]))) {
    const end = script.indexOf('\n', index)
    return end < 0 ? script.length : end
  }
  return index + 1
}

function endOf(script: string, text: string, from: number): number {
  const end = script.indexOf(text, from)
  return end < 0 ? script.length : end + text.length
}

function quoted(script: string, index: number): number {
  const quote = script[index]
  for (let at = index + 1; at < script.length;) {
    if (script[at] === '\\') at += 2
    else if (script[at] === quote) return at + 1
    else if (script[at] === '$' && script[at + 1] === '(') at = substitution(script, at + 2)
    else at++
  }
  return script.length
}

/** `$(…)` and `$((…))`, from behind the opening parenthesis. */
function substitution(script: string, index: number): number {
  let open = 1
  let at = index
  while (at < script.length && open > 0) {
    if (script[at] === '(') open++
    if (script[at] === ')') open--
    at = script[at] === '(' || script[at] === ')' ? at + 1 : after(script, at)
  }
  return at
}

function endOfDocument(script: string, from: number, delimiter: string): number {
  const match = new RegExp(`^\\t*[ ]*${delimiter}$`, 'm').exec(script.slice(from))
  return match ? from + match.index + match[0].length : script.length
}
