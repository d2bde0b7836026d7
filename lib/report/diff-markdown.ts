import { diffLines, type DiffLine, type FleetDiff } from './fleet-diff.ts'
import { escaped } from './markdown.ts'
import { sentence } from './sentence.ts'

const SHORT: Readonly<Record<DiffLine['kind'], (count: number) => string>> = {
  starts: (count) => `**${count} CronJob${count === 1 ? ' runs' : 's run'} as soon as this is merged**`,
  overlap: (count) => `**${count} new overlap${count === 1 ? '' : 's'}**`,
  gone: (count) => `${count} overlap${count === 1 ? '' : 's'} gone`,
  moved: (count) => `${count} moved`,
  added: (count) => `${count} added`,
  removed: (count) => `${count} removed`,
  suspended: (count) => `${count} suspended`,
  resumed: (count) => `${count} resumed`,
  peak: () => 'another peak',
}

/** A comment on a pull request: one sentence, the details folded. Nothing in a name is markup. */
export function diffMarkdown(diff: FleetDiff): string {
  const lines = diffLines(diff)
  if (lines.length === 0) return `**cronwright**: no CronJob moves between ${diff.from} and ${diff.until}.\n`
  const counts = Object.entries(SHORT).flatMap(([kind, words]) => {
    const count = lines.filter((line) => line.kind === kind).length
    return count === 0 ? [] : [words(count)]
  })
  const items = lines.map(
    ({ kind, words, details }) => `- ${kind}: ${escaped(words)}${details.map((detail) => `<br>${escaped(detail)}`).join('')}\n`,
  )
  return `**cronwright**: ${sentence(counts)}.\n\n<details><summary>${diff.from} to ${diff.until}</summary>\n\n${items.join('')}\n</details>\n`
}
