import type { SyntaxExplanation } from './explain-syntax.ts'

interface Line {
  readonly text: string
  /** Offset of the line in the document. */
  readonly start: number
  readonly number: number
  readonly indent: number
}

/** A fault of layout at the line that the reader stumbled over: a blank that is missing, a quote too many, an indentation that fits no line above. Offsets are those of the document. */
export function explainLayout(body: string, near: number): SyntaxExplanation | undefined {
  const lines = linesOf(body)
  const index = lines.findLastIndex(({ start }) => start <= near)
  const line = lines[index]
  if (line === undefined) return undefined
  const above = lines.slice(0, index).findLast(({ text }) => text.trim() !== '' && !text.trim().startsWith('#'))
  return missingBlank(line) ?? apostrophe(line) ?? (above && (indentation(line, above, lines.slice(0, index)) ?? openBracket(line, above)))
}

/** `kind:CronJob` */
function missingBlank({ text, start }: Line): SyntaxExplanation | undefined {
  const match = /^(\s*(?:- +)*)([A-Za-z_][\w.-]*):(?![\s/:]|$)/.exec(text)
  if (!match) return undefined
  const at = start + match[1].length
  return { start: at, end: at + match[2].length + 1, message: `a blank is missing behind '${match[2]}:'`, help: `write '${match[2]}: …'` }
}

/** `'it's broken'` */
function apostrophe({ text, start }: Line): SyntaxExplanation | undefined {
  const match = /^(\s*(?:- +)*(?:[\w./-]+: +)?)('[^']*')[A-Za-z]/.exec(text)
  if (!match) return undefined
  const at = start + match[1].length + match[2].length - 1
  return {
    start: at,
    end: at + 1,
    message: 'the single quotes end here',
    help: "inside single quotes an apostrophe is written twice: 'it''s'",
  }
}

function indentation(line: Line, above: Line, before: readonly Line[]): SyntaxExplanation | undefined {
  const at = { start: line.start + line.indent, end: line.start + line.text.trimEnd().length }
  if (line.text.trim() === '' || !/^(?:- |[^\s#:]+:(?:\s|$))/.test(line.text.trimStart())) return undefined
  if (line.indent > above.indent && /:\s+[^\s#|>&*[{]/.test(above.text) && !above.text.trimStart().startsWith('- '))
    return {
      ...at,
      message: `indented by ${line.indent}, but the key above (line ${above.number}, by ${above.indent}) has its value already`,
      help: `indent it by ${above.indent}, like its neighbour, or give the key above no value`,
    }
  const siblings = before.filter(({ indent, text }) => indent === line.indent && text.trim() !== '')
  if (line.indent >= above.indent || siblings.length > 0 || line.indent === 0) return undefined
  const fitting = [...new Set(before.filter(({ text }) => text.trim() !== '').map(({ indent }) => indent))].sort((a, b) => a - b)
  return {
    ...at,
    message: `indented by ${line.indent}: no line above begins at that column (line ${above.number} by ${above.indent})`,
    help: `the lines above are indented by ${fitting.join(', ')}`,
  }
}

/** A bracket that the line above leaves open, where this one begins with a key. */
function openBracket(line: Line, above: Line): SyntaxExplanation | undefined {
  const open = /[[{][^\]}]*$/.exec(above.text.replace(/"[^"]*"|'[^']*'/g, (quoted) => '_'.repeat(quoted.length)))
  if (!open || !/^\s*[^\s#:]+:(?:\s|$)/.test(line.text) || line.indent > above.indent + 2) return undefined
  const at = above.start + open.index
  return {
    start: at,
    end: at + 1,
    message: `a bracket that is opened here is never closed: '${open[0].startsWith('[') ? ']' : '}'}' is missing before line ${line.number}`,
  }
}

function linesOf(body: string): readonly Line[] {
  let start = 0
  return body.split('\n').map((text, index) => {
    const line = { text, start, number: index + 1, indent: text.length - text.trimStart().length }
    start += text.length + 1
    return line
  })
}
