import type { Finding, SuppressedFinding } from './finding.ts'

interface Told {
  readonly findings: readonly Finding[]
  readonly suppressed: readonly SuppressedFinding[]
}

/** A secret that one finding hides is not shown by another on the same line. */
export function concealLines({ findings, suppressed }: Told): Told {
  const hidden = new Map<string, string>()
  for (const finding of [...findings, ...suppressed.map((entry) => entry.finding)]) {
    if (finding.family !== 'secrets') continue
    const line = lineOf(finding)
    hidden.set(line, masked(hidden.get(line) ?? finding.excerpt, finding.excerpt))
  }
  if (hidden.size === 0) return { findings, suppressed }
  const conceal = (finding: Finding): Finding => {
    const line = hidden.get(lineOf(finding))
    return line === undefined ? finding : { ...finding, excerpt: masked(finding.excerpt, line) }
  }
  return { findings: findings.map(conceal), suppressed: suppressed.map((entry) => ({ ...entry, finding: conceal(entry.finding) })) }
}

function lineOf({ file, start }: Finding): string {
  return `${start.line} ${file}`
}

/** Excerpts of a line are equally long: what is a star in one of them is a star in both. */
function masked(excerpt: string, other: string): string {
  if (excerpt === other || excerpt.length !== other.length) return other
  return Array.from({ length: excerpt.length }, (_, index) => (other[index] === '*' ? '*' : excerpt[index])).join('')
}
