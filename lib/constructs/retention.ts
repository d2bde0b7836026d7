import { Duration } from 'cdk8s'
import { refuse } from './refuse.ts'

/** Which backups are kept; each rule keeps on its own, and the newest good backup is kept whatever they say. */
export interface Retention {
  /**
   * This many newest.
   *
   * @default not asked for
   */
  readonly last?: number
  /**
   * All that are younger.
   *
   * @default not asked for
   */
  readonly age?: Duration
  /**
   * The newest of each of this many latest days that have one.
   *
   * @default not asked for
   */
  readonly daily?: number
  /**
   * The newest of each of this many latest weeks, which begin on Monday.
   *
   * @default not asked for
   */
  readonly weekly?: number
  /**
   * The newest of each of this many latest months.
   *
   * @default not asked for
   */
  readonly monthly?: number
  /**
   * The newest of each of this many latest years.
   *
   * @default not asked for
   */
  readonly yearly?: number
}

/** A month to notice that something is missing. */
export const DEFAULT_RETENTION: Retention = { age: Duration.days(30) }

/** The variables of `select-expired.sh`. */
export function retentionEnv(given: Retention | Duration): Record<string, string> {
  const { age, ...counts } = given instanceof Duration ? { age: given } : given
  if (age !== undefined && age.toSeconds() < 86_400) refuse('retention', 'at least 1 day', 'a backup survives its own rotation', age)
  for (const [rule, count] of Object.entries(counts)) {
    if (!Number.isInteger(count) || count < 1) refuse(`retention.${rule}`, 'a whole number from 1', 'the rule keeps something', count)
  }
  if (age === undefined && Object.keys(counts).length === 0) refuse('retention', 'at least one rule', 'something is kept', 'none')
  const rules = Object.entries(counts).map(([rule, count]) => [`KEEP_${rule.toUpperCase()}`, String(count)])
  return { ...(age === undefined ? {} : { KEEP_DAYS: String(Math.floor(age.toDays({ integral: false }))) }), ...Object.fromEntries(rules) }
}
