import { applySplices } from '../manifest/index.ts'
import type { Finding } from './finding.ts'

export interface FixResult {
  readonly text: string
  /** Findings whose fix was applied. */
  readonly applied: readonly Finding[]
}

/**
 * Applies the fixes of one file's findings that do not touch each other; the rest waits for the next round, when the file has been judged again.
 */
export function applyFixes(text: string, findings: readonly Finding[], unsafe: boolean): FixResult {
  const applied: Finding[] = []
  const taken: { readonly start: number; readonly end: number }[] = []
  for (const finding of findings) {
    const { fix } = finding
    if (!fix || (!fix.safe && !unsafe)) continue
    const clashes = fix.edits.some((edit) => taken.some((other) => edit.start <= other.end && other.start <= edit.end))
    if (clashes) continue
    taken.push(...fix.edits)
    applied.push(finding)
  }
  const edits = applied.flatMap(({ fix }) => fix?.edits ?? [])
  return { text: applySplices(text, edits) ?? text, applied }
}
