/** Offsets at which the lines of a text begin. */
export type LineTable = readonly number[]

export interface LinePosition {
  readonly line: number
  readonly column: number
  readonly offset: number
}

/** Lines end at LF, CRLF or a lone CR, as YAML has it. */
export function lineTable(text: string): LineTable {
  const starts = [0]
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
    return starts
  }
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 0x0a || (code === 0x0d && text.charCodeAt(index + 1) !== 0x0a)) starts.push(index + 1)
  }
  return starts
}

/** Line and column from 1, in UTF-16 units. */
export function positionAt(starts: LineTable, offset: number): LinePosition {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle] <= offset) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: offset - starts[low] + 1, offset }
}
