import { parentPort, workerData } from 'node:worker_threads'
import { RULES } from '../../policies/index.ts'
import { judgeSource, openSession, packJudgements } from '../lint/index.ts'
import { fileAt } from './file-on-disk.ts'
import { takeBatch, type JudgingPlan, type JudgedBatch } from './judging-plan.ts'

/** The other thread of `judgeFiles`: takes files until none is left, and hands over what it judged. */
const { session: input, patches, paths, cwd, next } = workerData as JudgingPlan
const session = openSession({ ...input, rules: RULES })

for (let batch = takeBatch(next, paths.length); batch; batch = takeBatch(next, paths.length)) {
  const judgements = paths.slice(batch.from, batch.until).map((path) => judgeSource(fileAt(path, cwd), session, patches))
  parentPort?.postMessage({ from: batch.from, packed: packJudgements(judgements) } satisfies JudgedBatch)
}
