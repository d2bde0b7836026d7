import type { Manifest } from '../manifest/index.ts'
import type { RegisteredRule } from '../rule/index.ts'
import { objectOf, type RawFinding } from './place.ts'

/** What an error says, in one line. */
export function firstLine(error: unknown): string {
  return error instanceof Error ? error.message.split('\n')[0] : String(error)
}

/** A rule that throws is an error finding where it was asked, never a silent pass. `asked` is what it was to judge, `failed` what it said. */
export function ruleFailure(rule: RegisteredRule, manifest: Manifest, failed: string, asked: string): RawFinding {
  const { start, end } = manifest.root
  return {
    rule: 'rule-failed',
    family: 'cronwright',
    level: 'error',
    message: `rule ${rule.id} failed on this ${asked}: ${failed}`,
    help: `the ${asked} was not checked by this rule; please report the defect`,
    document: manifest.document,
    object: objectOf(manifest),
    path: '',
    start,
    end: Math.min(end, start + 1),
  }
}
