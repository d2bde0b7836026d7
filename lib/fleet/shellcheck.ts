import { expandedFor, type FleetScript } from './scripts.ts'

/** One remark of shellcheck, at a place of the text as the shell gets it: lines and columns from 1, columns in characters. */
export interface ShellcheckComment {
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  readonly level: 'error' | 'warning' | 'info' | 'style'
  /** 2086 of SC2086 */
  readonly code: number
  readonly message: string
}

/** What shellcheck said, by `shellcheckKey`. */
export type ShellcheckComments = Readonly<Record<string, readonly ShellcheckComment[]>>

/** The same text for the same shell is checked once. */
export function shellcheckKey(script: FleetScript): string {
  return `${script.shell}:${expandedFor(script).text}`
}

/** Where a remark stands in the text as it is written in the manifest. */
export function placeOfComment(script: FleetScript, comment: ShellcheckComment): { readonly from: number; readonly to: number } {
  const { text, origin } = expandedFor(script)
  const from = origin(offsetAt(text, comment.line, comment.column))
  return { from, to: Math.max(from + 1, origin(offsetAt(text, comment.endLine, comment.endColumn))) }
}

/** Characters beyond the BMP are one column and two units of the text. */
function offsetAt(text: string, line: number, column: number): number {
  let offset = 0
  for (let skip = 1; skip < line; skip++) offset = text.indexOf('\n', offset) + 1 || text.length
  for (let skip = 1; skip < column && offset < text.length; skip++) offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1
  return offset
}
