/** A place where a key without `?` may have begun: known to be one only when the `:` comes. */
export interface SimpleKey {
  possible: boolean
  /** At the indentation of a block mapping only a key can stand. */
  required: boolean
  /** False when tokens no longer wait for its `:`, as behind an empty flow collection. */
  waited: boolean
  tokenNumber: number
  at: number
  line: number
  column: number
}

/** A key and its `:` are at most this far apart, and on one line. */
export const LONGEST_SIMPLE_KEY = 1024

export function newKey(tokenNumber: number): SimpleKey {
  return { possible: false, required: false, waited: true, tokenNumber, at: 0, line: 0, column: 0 }
}
