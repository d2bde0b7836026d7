/** Something the caller can mend: a wrong option, an unreadable path. Shown as one line; the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
