/** Levels from the heaviest down; `never` keeps the exit code at 0. */
export const FAIL_ON = ['error', 'warning', 'note', 'never'] as const
export type FailOn = (typeof FAIL_ON)[number]

/** What commander makes of the command line of `lint`. */
export interface LintOptions {
  readonly policy?: string
  readonly rule?: readonly string[]
  readonly format: string
  readonly output?: readonly string[]
  readonly failOn: string
  readonly fix?: boolean
  readonly unsafe?: boolean
  readonly dryRun?: boolean
  readonly markdown?: boolean
  readonly kubernetesVersion?: string
  readonly now?: string
  readonly context?: string
  readonly config?: string
  readonly baseline?: string
  readonly writeBaseline?: string
  readonly rules?: readonly string[]
  readonly shellcheck?: boolean
  readonly stdinFilename?: string
  readonly quiet?: boolean
  readonly color?: boolean
}
