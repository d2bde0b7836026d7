import type { SheetRow } from '../calendar/index.ts'
import { displayWidth, printable } from './display-width.ts'

/** True for a job of which there is nothing to see and nothing to mend. */
export function isQuiet({ line, struck }: SheetRow): boolean {
  return line.runs === 0 && line.problem === undefined && struck.size === 0
}

/** In a long list the quiet jobs are named together, so that the others are found. */
export function quietLines(rows: readonly SheetRow[], width: number): readonly string[] {
  const quiet = rows.filter(isQuiet)
  const named = (list: readonly SheetRow[]): readonly string[] => list.map(({ line }) => printable(`${line.namespace}/${line.name}`))
  return [
    ...paragraph('no run in this range', named(quiet.filter(({ line }) => !line.suspended)), width),
    ...paragraph('suspended', named(quiet.filter(({ line }) => line.suspended)), width),
  ]
}

function paragraph(title: string, names: readonly string[], width: number): readonly string[] {
  if (names.length === 0) return []
  const lines = [`  ${title} (${names.length}):`]
  for (const [index, name] of names.entries()) {
    const word = index === names.length - 1 ? ` ${name}` : ` ${name},`
    if (displayWidth(lines[lines.length - 1] + word) > width) lines.push(`   ${word}`)
    else lines[lines.length - 1] += word
  }
  return lines
}
