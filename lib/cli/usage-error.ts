/** Something the caller can mend: a wrong option, an unreadable path. Shown as one line; the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** By name: each bundle that is loaded later has a class of its own. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && error.name === 'UsageError'
}
