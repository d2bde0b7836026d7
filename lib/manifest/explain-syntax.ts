import type { ReadError, YamlDocument } from '../reader/index.ts'
import { explainLayout } from './explain-layout.ts'

export interface SyntaxExplanation {
  readonly start: number
  readonly end: number
  readonly message: string
  readonly help?: string
}

/** Faults that people make again and again, each told at its own line. */
const HABITS: readonly { readonly pattern: RegExp; readonly message: (found: string) => string; readonly help: string }[] = [
  {
    pattern: /^([ ]*-?[ ]*[\w./-]+:[ ]+)(\*[^\s"'].*|\*[ /].*)$/m,
    message: (found) => `a value that begins with * is an alias in YAML: ${found}`,
    help: 'quote it: a schedule such as "*/5 * * * *" needs quotes',
  },
  {
    pattern: /^([ ]*-?[ ]*[\w./-]+:[ ]+)(@\S.*)$/m,
    message: (found) => `a value cannot begin with @ in YAML: ${found}`,
    help: 'quote it: "@daily"',
  },
  { pattern: /^([ ]*-?[ ]*[\w./-]+:[ ]+)(%.*)$/m, message: (found) => `a value cannot begin with % in YAML: ${found}`, help: 'quote it' },
  { pattern: /^([ ]*)(\t+)/m, message: () => 'a tab in the indentation: YAML takes blanks only', help: 'replace the tab by blanks' },
]

/** The likely cause of a document that does not parse, at its true place; without one, what the reader says. */
export function explainSyntax(text: string, document: YamlDocument, error: ReadError): SyntaxExplanation {
  const body = text.slice(document.start, document.end)
  const near = error.start - document.start
  for (const { pattern, message, help } of HABITS) {
    const every = new RegExp(pattern, 'gm')
    for (const match of body.matchAll(every)) {
      const at = match.index + match[1].length
      if (lineOf(body, at) > lineOf(body, near) + 1) break
      if (lineOf(body, at) < lineOf(body, near) - 1) continue
      const found = match[2].trimEnd()
      return { start: document.start + at, end: document.start + at + found.length, message: message(found), help }
    }
  }
  const layout = explainLayout(body, Math.max(0, near))
  if (layout) return { ...layout, start: document.start + layout.start, end: document.start + layout.end }
  return { start: error.start, end: error.end, message: error.message }
}

function lineOf(text: string, offset: number): number {
  let line = 1
  for (let index = text.indexOf('\n'); index >= 0 && index < offset; index = text.indexOf('\n', index + 1)) line++
  return line
}
