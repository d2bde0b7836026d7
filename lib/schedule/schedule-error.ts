/** An expression that Kubernetes refuses: the library's reason, and where in the expression the fault begins. */
export class ScheduleError extends Error {
  override readonly name = 'ScheduleError'
  /** UTF-16 units from the start of the expression, from 0. */
  readonly column: number

  constructor(message: string, column: number) {
    super(message)
    this.column = column
  }
}
