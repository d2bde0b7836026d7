import { UsageError } from './usage-error.ts'

/** Fewer files are judged before another thread is warm. */
const WORTH_A_THREAD = 400

/**
 * Whether a second thread judges files. `CRONWRIGHT_THREADS` says 1 or 2; without it many files get two where there are two processors. Standard input is read once, here, and
 * rules of your own are asked on one thread, for their module may remember what it saw: then one thread is all there is (`single`).
 */
export async function takesTwoThreads(files: number, single: boolean): Promise<boolean> {
  const { CRONWRIGHT_THREADS: asked } = process.env
  if (asked !== undefined && asked !== '1' && asked !== '2') throw new UsageError(`CRONWRIGHT_THREADS: '${asked}' is neither 1 nor 2`)
  if (single || asked === '1') return false
  if (asked === '2') return true
  if (files < WORTH_A_THREAD) return false
  const { availableParallelism } = await import('node:os')
  return availableParallelism() > 1
}
