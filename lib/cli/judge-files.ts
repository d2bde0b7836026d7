import { join } from 'node:path'
import { unpackJudgements, type FileJudgement, type LintInput, type LintRun } from '../lint/index.ts'
import { takeBatch, type JudgedBatch, type JudgingPlan } from './judging-plan.ts'
import { TIER_UP_FLAGS } from './tier-up.ts'

/**
 * Judges the files of a run on this thread and on one beside it: both take the next files that nobody has taken. More threads would each warm up a compiler of their own and
 * win little. Throws where the other thread ends early: nothing is reported then, for its findings are lost.
 */
export async function judgeOnTwoThreads(run: LintRun, input: LintInput, cwd: string): Promise<readonly FileJudgement[]> {
  const { config, globBase, now, minor, markdown, policy, only, whole } = input
  const plan: JudgingPlan = {
    session: { config, globBase, now, minor, markdown, policy, only, whole },
    patches: run.patches,
    paths: run.files.map(({ path }) => path),
    cwd,
    next: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
  }
  const judged = new Array<FileJudgement>(run.files.length)
  let placed = 0
  const place: Place = (from, judgements) => {
    placed += judgements.length
    for (const [index, judgement] of judgements.entries()) judged[from + index] = judgement
  }
  const beside = judgeBeside(plan, place)
  // It is awaited below; until then a failure waits with it.
  beside.catch(() => undefined)
  for (let batch = takeBatch(plan.next, run.files.length); batch; batch = takeBatch(plan.next, run.files.length)) {
    place(batch.from, run.files.slice(batch.from, batch.until).map(run.judge))
    // What the other thread has handed over meanwhile is taken in now.
    await nextTurn()
  }
  await beside
  if (placed < judged.length) throw endedEarly(`${placed} of ${judged.length} files are judged`)
  return judged
}

type Place = (from: number, judgements: readonly FileJudgement[]) => void

async function judgeBeside(plan: JudgingPlan, place: Place): Promise<void> {
  const { Worker } = await import('node:worker_threads')
  const { setFlagsFromString } = await import('node:v8')
  for (const flag of TIER_UP_FLAGS) setFlagsFromString(flag)
  const worker = new Worker(join(__dirname, 'start-judging.cjs'), { workerData: plan })
  await new Promise<void>((resolve, reject) => {
    worker.on('message', ({ from, packed }: JudgedBatch) => place(from, unpackJudgements(packed)))
    worker.on('error', (error) => reject(endedEarly(error.message)))
    worker.on('exit', (code) => (code === 0 ? resolve() : reject(endedEarly(`code ${code}`))))
  })
}

function endedEarly(reason: string): Error {
  return new Error(`a thread that judges files ended early: ${reason}`)
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
