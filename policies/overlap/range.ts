/** What rules on time look ahead, in seconds: every date comes round. */
export const YEAR = 366 * 86_400
export const TWO_YEARS = 731 * 86_400

/** Runs stand on whole minutes: a calendar that begins at one is the cheapest, and what is told of it the easiest to read. */
export function wholeMinute(now: number): number {
  return now - (now % 60)
}
