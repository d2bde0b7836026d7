/** The Job controller's first wait between two tries, and the longest, in seconds. */
const FIRST = 10
const LONGEST = 600

/** How long a Job only waits until its last try: 10, 20, 40 … seconds, ten minutes at most between two. For the default of six retries these are 630 seconds. */
export function backoffSeconds(retries: number): number {
  let total = 0
  for (let retry = 0, wait = FIRST; retry < retries && total < 1e9; retry++, wait = Math.min(wait * 2, LONGEST)) {
    if (wait === LONGEST) return total + (retries - retry) * LONGEST
    total += wait
  }
  return total
}
