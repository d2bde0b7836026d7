/** Replaces the text from `start` to `end` by `text`. */
export interface Splice {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Applies splices that do not overlap; those at the same place go in as they are listed. `undefined` when two overlap. */
export function applySplices(text: string, splices: readonly Splice[]): string | undefined {
  const sorted = splices
    .map((splice, index) => ({ splice, index }))
    .sort((a, b) => a.splice.start - b.splice.start || a.splice.end - b.splice.end || a.index - b.index)
  let result = ''
  let at = 0
  for (const { splice } of sorted) {
    if (splice.start < at) return undefined
    result += text.slice(at, splice.start) + splice.text
    at = splice.end
  }
  return result + text.slice(at)
}

/** The line end that the text uses. */
export function newlineOf(text: string): string {
  const first = text.indexOf('\n')
  if (first > 0 && text[first - 1] === '\r') return '\r\n'
  return first < 0 && text.includes('\r') ? '\r' : '\n'
}

/** Start of the line that holds the offset; a byte order mark is no part of it. */
export function lineStart(text: string, offset: number): number {
  let start = offset
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--
  return start === 0 && text.charCodeAt(0) === 0xfeff && offset > 0 ? 1 : start
}

/** Offset behind the line end of the line that holds the offset. */
export function nextLine(text: string, offset: number): number {
  let end = offset
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++
  if (text[end] === '\r' && text[end + 1] === '\n') return end + 2
  return Math.min(end + 1, text.length)
}
