import { readWorkload, type WorkloadSource } from '../fleet/index.ts'
import type { Json } from '../kubernetes/index.ts'
import type { FileJudgement } from './judge-file.ts'

/** A judgement on its way between threads: of a workload only what its typed view is made from. */
interface PackedJudgement extends Omit<FileJudgement, 'workloads'> {
  readonly workloads: readonly (WorkloadSource & { readonly value: Json })[]
}

/** JSON, which is read twice as fast as a structured clone; the clone itself where a number is too large for JSON. */
export type PackedJudgements = string | readonly PackedJudgement[]

export function packJudgements(judgements: readonly FileJudgement[]): PackedJudgements {
  const packed = judgements.map((judgement) => ({
    ...judgement,
    workloads: judgement.workloads.map(({ object, partial, comments, value }) => ({ object, partial, comments, value })),
  }))
  try {
    return JSON.stringify(packed)
  } catch {
    return packed
  }
}

/** What `packJudgements` packed: the same findings and facts as on the thread that judged. */
export function unpackJudgements(packed: PackedJudgements): readonly FileJudgement[] {
  const judgements = typeof packed === 'string' ? (JSON.parse(packed) as readonly PackedJudgement[]) : packed
  return judgements.map((judgement) => ({
    ...judgement,
    workloads: judgement.workloads.flatMap(({ value, ...source }) => readWorkload(value, source) ?? []),
  }))
}
