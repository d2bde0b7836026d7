import { planEdits, type Manifest } from '../manifest/index.ts'
import type { Fix } from '../rule/index.ts'
import type { FindingFix } from './finding.ts'
import type { OpenFile } from './place.ts'

/**
 * Turns the edits of a rule into splices of the file. `undefined` where they cannot be made here: a field under an alias, an encrypted file,
 * a result that would not read back as intended. A finding without a fix is better than a wrong one.
 */
export function makeFix(file: OpenFile, manifest: Manifest, fix: Fix): FindingFix | undefined {
  const planned = planEdits(file.text, manifest, fix.edits)
  return planned && { title: fix.title, safe: fix.safe, edits: planned }
}
