/** A fenced `yaml` block: its text without the fence's indentation, and the way back to the offsets of the Markdown file. */
export interface YamlBlock {
  readonly text: string
  /** Offset in the Markdown file of an offset in `text`. */
  readonly toFile: (offset: number) => number
}

const FENCE = /^([ \t]*)(`{3,}|~{3,})[ \t]*([^\r\n`]*?)[ \t]*$/

/** Every fenced block whose info string begins with `yaml` or `yml`. An unclosed fence reaches to the end, as CommonMark has it. */
export function yamlBlocks(markdown: string): YamlBlock[] {
  const blocks: YamlBlock[] = []
  let fence: { readonly indent: number; readonly marker: string; readonly yaml: boolean } | undefined
  let lines: Line[] = []
  for (const line of linesOf(markdown)) {
    const match = FENCE.exec(line.text)
    if (!fence) {
      if (match) fence = { indent: match[1].length, marker: match[2], yaml: /^ya?ml\b/i.test(match[3]) }
    } else if (match && match[3] === '' && match[2][0] === fence.marker[0] && match[2].length >= fence.marker.length) {
      if (fence.yaml) blocks.push(block(lines, fence.indent))
      fence = undefined
      lines = []
    } else if (fence.yaml) lines.push(line)
  }
  if (fence?.yaml) blocks.push(block(lines, fence.indent))
  return blocks
}

interface Line {
  readonly text: string
  readonly start: number
  /** The line end, which belongs to the line. */
  readonly end: string
}

function* linesOf(text: string): Generator<Line> {
  const ends = /\r\n|\n|\r|$/g
  let start = 0
  while (start <= text.length) {
    ends.lastIndex = start
    const match = ends.exec(text) as RegExpExecArray
    yield { text: text.slice(start, match.index), start, end: match[0] }
    if (match[0] === '') return
    start = match.index + match[0].length
  }
}

function block(lines: readonly Line[], indent: number): YamlBlock {
  let text = ''
  /** Pairs of (offset in `text`, offset in the file) at each line's start. */
  const starts: [number, number][] = []
  for (const line of lines) {
    const cut = Math.min(indent, /^[ \t]*/.exec(line.text)?.[0].length ?? 0)
    starts.push([text.length, line.start + cut])
    text += line.text.slice(cut) + line.end
  }
  return {
    text,
    toFile(offset) {
      let low = 0
      let high = starts.length - 1
      while (low < high) {
        const middle = (low + high + 1) >> 1
        if (starts[middle][0] <= offset) low = middle
        else high = middle - 1
      }
      const [inBlock, inFile] = starts[low] ?? [0, 0]
      return inFile + offset - inBlock
    },
  }
}
