import type { Duration } from 'cdk8s'
import { refuse } from './refuse.ts'

/**
 * How a job that failed is tried again. A Job counts its tries and waits 10 s, 20 s, 40 s … up to six minutes between them; other delays are waited for inside the
 * container, by the script that runs the program.
 */
export class Retry {
  /** `backoffLimit` of the Job. */
  readonly limit: number
  /** Delays that the script waits for, one before each further try. */
  readonly delays: readonly Duration[]

  private constructor(limit: number, delays: readonly Duration[]) {
    if (!Number.isInteger(limit) || limit < 0) refuse('retries', 'a whole number from 0', 'Kubernetes can count them', limit)
    this.limit = limit
    this.delays = delays
  }

  /** One try. */
  static none(): Retry {
    return new Retry(0, [])
  }

  /** New pods, each after twice the delay of the one before: what a Job does by itself. */
  static exponential(times: number): Retry {
    return new Retry(times, [])
  }

  /** A delay of one's own before each further try, in the same pod: one minute, five minutes, half an hour. */
  static delays(...delays: readonly Duration[]): Retry {
    if (delays.length === 0) refuse('delays', 'at least one delay', 'there is a further try', 0)
    const zero = delays.find((delay) => delay.toSeconds() < 1)
    if (zero) refuse('delays', 'at least 1 second each', 'the cause of the failure has time to pass', zero)
    return new Retry(0, delays)
  }

  /** Seconds spent waiting when every try fails. */
  get waitSeconds(): number {
    return this.delays.reduce((sum, delay) => sum + delay.toSeconds(), 0)
  }
}
