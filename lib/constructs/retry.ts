import { Duration } from 'cdk8s'
import { refuse } from './refuse.ts'

/** A time in words: `30s`, `5m`, `2h`. */
export type DurationText = `${number}s` | `${number}m` | `${number}h`

/**
 * How a job that failed is tried again.
 *
 * What a Job does by itself: it counts its tries (`backoffLimit`), and makes a new pod for each, 10 s, 20 s, 40 s … up to six minutes after the one before. That is
 * `simple`, and `exponential` without a first delay. Another delay no Job can wait for: the script `run-step.sh`, under which the program then runs, waits for it inside the
 * pod. A pod that is lost while it waits loses the tries that are left.
 *
 * @example
 * import { Duration } from 'cdk8s'
 * import { Retry } from 'cronwright/constructs'
 *
 * Retry.none()
 * Retry.simple(3) // the Job: new pods after 10 s, 20 s, 40 s
 * Retry.exponential(4, { first: '30s', longest: '5m' }) // the script: after 30 s, 1 m, 2 m, 4 m
 * Retry.delays('1m', '5m', '30m', '2h', '8h') // the script
 * Retry.delays(Duration.minutes(10))
 */
export class Retry {
  /** `backoffLimit` of the Job. */
  readonly limit: number
  /** Delays that the script waits for, one before each further try. */
  readonly delays: readonly Duration[]

  private constructor(limit: number, delays: readonly Duration[]) {
    this.limit = limit
    this.delays = delays
  }

  /** One try. */
  static none(): Retry {
    return new Retry(0, [])
  }

  /** This many further tries, each by a new pod: what a Job does by itself. */
  static simple(times: number): Retry {
    return new Retry(counted(times, 0), [])
  }

  /**
   * Further tries, each after twice the delay of the one before. Without a first delay the Job itself does it, from ten seconds on; with one the script waits in the pod.
   */
  static exponential(
    times: number,
    { first, longest }: { readonly first?: Duration | DurationText; readonly longest?: Duration | DurationText } = {},
  ): Retry {
    if (first === undefined) {
      if (longest !== undefined) refuse('longest', 'absent without a first delay', 'a Job waits as it does: up to six minutes', longest)
      return Retry.simple(times)
    }
    const start = secondsOf('first', first)
    const most = longest === undefined ? Infinity : secondsOf('longest', longest)
    if (most < start) refuse('longest', `at least the first delay of ${start} seconds`, 'delays do not shrink', longest)
    const delays = Array.from({ length: counted(times, 1) }, (_, index) => Math.min(most, start * 2 ** index))
    return new Retry(
      0,
      delays.map((seconds) => Duration.seconds(seconds)),
    )
  }

  /** A delay of one's own before each further try, waited for in the same pod by the script. */
  static delays(...delays: readonly (Duration | DurationText)[]): Retry {
    if (delays.length === 0) refuse('delays', 'at least one delay', 'there is a further try', 0)
    return new Retry(
      0,
      delays.map((delay) => Duration.seconds(secondsOf('delays', delay))),
    )
  }

  /** Seconds spent waiting when every try fails. */
  get waitSeconds(): number {
    return this.delays.reduce((sum, delay) => sum + delay.toSeconds(), 0)
  }
}

function counted(times: number, least: number): number {
  if (!Number.isInteger(times) || times < least || times > 100)
    refuse('retries', `a whole number from ${least} to 100`, 'they come to an end', times)
  return times
}

const SECONDS = { s: 1, m: 60, h: 3600 } as const

function secondsOf(property: string, given: Duration | DurationText): number {
  if (typeof given !== 'string') return wait(property, given, Math.round(given.toSeconds({ integral: false })))
  const [, digits, unit] = /^(\d+)([smh])$/.exec(given) ?? refuse(property, 'a time such as 30s, 5m or 2h', 'it can be read', given)
  return wait(property, given, Number(digits) * SECONDS[unit as keyof typeof SECONDS])
}

function wait(property: string, given: unknown, seconds: number): number {
  if (seconds < 1) refuse(property, 'at least 1 second each', 'the cause of the failure has time to pass', given)
  return seconds
}
