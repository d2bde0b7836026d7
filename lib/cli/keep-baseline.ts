import { resolve } from 'node:path'
import { countBaseline, writeBaseline, type Baseline, type Report } from '../lint/index.ts'
import { replaceFile } from './output.ts'

/**
 * Writes the findings of a run as a baseline. Beside a baseline that was read it only shrinks: what is mended goes, and what is new is reported as ever.
 * `done` where all findings are known from now on.
 */
export function keepBaseline(report: Report, before: Baseline | undefined, file: string, cwd: string): 'done' | 'report' {
  const known = before ? knownIn(report) : report.findings
  replaceFile(resolve(cwd, file), writeBaseline(known), file)
  const mended = before ? `, ${countBaseline(before) - known.length} mended` : ''
  process.stderr.write(`${file}: ${known.length} ${known.length === 1 ? 'finding is' : 'findings are'} known from now on${mended}\n`)
  return before ? 'report' : 'done'
}

/** A baseline that holds more than there is would hide the same fault when it comes back. */
export function tellMended(report: Report, baseline: Baseline, file: string): void {
  const mended = countBaseline(baseline) - knownIn(report).length
  if (mended > 0)
    process.stderr.write(
      `${file}: ${mended} of its findings ${mended === 1 ? 'is' : 'are'} mended; --write-baseline ${file} takes ${mended === 1 ? 'it' : 'them'} out\n`,
    )
}

function knownIn({ suppressed }: Report) {
  return suppressed.filter(({ by }) => by === 'baseline').map(({ finding }) => finding)
}
