import { readFileSync } from 'node:fs'
import type { Validation, ValidationContext } from 'cdk8s-cli/plugins'
import { lint, type Finding } from '../index.ts'

/** `validations[].properties` in cdk8s.yaml. */
export interface CronwrightValidationProps {
  /** @default strict: what our own constructs meet */
  readonly policy?: string
  /** Version of the clusters, such as `1.31`. */
  readonly kubernetesVersion?: string
  /** Lowest level that fails the synthesis. @default warning */
  readonly failOn?: Finding['level']
}

const LEVELS: readonly Finding['level'][] = ['error', 'warning', 'note']

/** The linter as a validation of `cdk8s synth`: a finding at or above `failOn` fails the synthesis. */
export class CronwrightValidation implements Validation {
  private readonly props: CronwrightValidationProps

  constructor(props: CronwrightValidationProps = {}) {
    this.props = props
  }

  async validate(context: ValidationContext): Promise<void> {
    const { policy = 'strict', kubernetesVersion, failOn = 'warning' } = this.props
    const files = context.manifests.map((path) => ({ path, text: readFileSync(path, 'utf8') }))
    const { findings, unchecked } = lint(files, {
      now: Math.floor(Date.now() / 1000),
      policy,
      whole: true,
      ...(kubernetesVersion ? { kubernetesVersion } : {}),
    })
    const counted = LEVELS.slice(0, LEVELS.indexOf(failOn) + 1)
    let failed = false
    for (const finding of findings) {
      const { rule, message, help, object, file, start, path, level } = finding
      const place = `${file}:${start.line}:${start.column}`
      if (!counted.includes(level)) {
        context.logger.log(`${place}: ${level}: ${message} [${rule}]`)
        continue
      }
      failed = true
      context.report.addViolation({
        ruleName: rule,
        recommendation: `${message} (${place})`,
        fix: help ?? finding.fix?.title ?? 'see cronwright explain',
        violatingResources: [
          { resourceName: object?.name ?? '', manifestPath: file, locations: [path === '' ? 'metadata' : path.replaceAll('.', '/')] },
        ],
      })
    }
    for (const { file, line, message } of unchecked) context.logger.log(`${file}:${line}: not checked: ${message}`)
    context.report.submit(failed ? 'failure' : 'success', { findings: String(findings.length), policy })
  }
}
