import type { Scalar } from '../reader/index.ts'

/**
 * Where the character at an offset of a scalar's text stands in the file. Exact for every character that is no blank, in every style: escapes, doubled quotes, indentation
 * and folded lines are followed. `undefined` where the text and the file do not go together.
 */
export function scalarOffset(file: string, scalar: Scalar, offset: number): number | undefined {
  const { text, style } = scalar
  let at = contentStart(file, scalar)
  for (let index = 0; index <= offset; index++) {
    if (index === text.length) return skipped(file, scalar, at, style === 'double' && index < offset)
    const blank = /\s/.test(text[index])
    const escapes = style === 'double'
    if (!blank || (escapes && isEscapedLineEnd(file, at))) at = skipped(file, scalar, at, escapes)
    const length = lengthAt(file, at, style)
    if (index === offset) return at
    if (length === 0) return undefined
    if (!blank) at += length
    else if (/\s/.test(file[at] ?? '') || length > 1) at += style === 'literal' && file[at] === '\r' ? 2 : length
    if (length === 10 && text.codePointAt(index) !== text.charCodeAt(index)) index++
  }
  return undefined
}

/** Behind the quote, or on the line below `|-`. */
function contentStart(file: string, { start, style }: Scalar): number {
  if (style === 'single' || style === 'double') return file.indexOf(style === 'single' ? "'" : '"', start) + 1
  if (style !== 'literal' && style !== 'folded') return start
  return file.indexOf('\n', start) + 1
}

/** Over blanks, and in double quotes over line ends that are escaped. */
function skipped(file: string, { end }: Scalar, from: number, escapes: boolean): number {
  let at = from
  while (at < end && (/\s/.test(file[at]) || (escapes && isEscapedLineEnd(file, at)))) at++
  return at
}

function isEscapedLineEnd(file: string, at: number): boolean {
  return /^\\\r?\n/.test(file.slice(at, at + 3))
}

const ESCAPED: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 }

/** How many characters of the file make one of the text. */
function lengthAt(file: string, at: number, style: Scalar['style']): number {
  if (at >= file.length) return 0
  if (style === 'double' && file[at] === '\\') return ESCAPED[file[at + 1]] ?? 2
  return style === 'single' && file[at] === "'" ? 2 : 1
}
