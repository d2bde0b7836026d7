import type { PackedJudgements, SessionInput } from '../lint/index.ts'

/** What a thread needs to judge files: all of it can be cloned, and `next` is shared. */
export interface JudgingPlan {
  readonly session: Omit<SessionInput, 'rules' | 'shellcheck'>
  readonly patches: ReadonlySet<string>
  readonly paths: readonly string[]
  readonly cwd: string
  /** One number: the index of the first file that nobody has taken. */
  readonly next: Int32Array
}

/** What a thread hands over: the judgements of the files from this index on. */
export interface JudgedBatch {
  readonly from: number
  readonly packed: PackedJudgements
}

/** Small enough that no thread waits long for the other's last batch. */
const BATCH = 16

/** The next files that nobody has taken; `undefined` when all are. */
export function takeBatch(next: Int32Array, count: number): { readonly from: number; readonly until: number } | undefined {
  const from = Atomics.add(next, 0, BATCH)
  return from < count ? { from, until: Math.min(from + BATCH, count) } : undefined
}
