import type { Range } from './node.ts'

/** The documents of a text as kubectl splits it: a line that begins with `---` and has nothing but blanks or a comment behind ends one. */
export function splitDocuments(text: string): Range[] {
  const ranges: Range[] = []
  let start = 0
  const separator = /^---(?=[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r|$))[^\r\n]*(?:\r\n|\n|\r|$)/gm
  for (let match = separator.exec(text); match; match = separator.exec(text)) {
    ranges.push({ start, end: match.index })
    start = match.index + match[0].length
    if (match[0].length === 0) break
  }
  ranges.push({ start, end: text.length })
  return ranges
}
