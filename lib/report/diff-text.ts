import { diffLines, type FleetDiff } from './fleet-diff.ts'

/** A change for the terminal: a line for each thing that moves, its reason below. */
export function diffText(diff: FleetDiff): string {
  const lines = diffLines(diff)
  if (lines.length === 0) return `nothing moves between ${diff.from} and ${diff.until}\n`
  const body = lines.flatMap(({ kind, words, details }) => [
    `${kind.padEnd(9)}  ${words}`,
    ...details.map((detail) => `${' '.repeat(11)}${detail}`),
  ])
  return `${body.join('\n')}\n`
}
