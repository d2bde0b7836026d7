import { readFileSync } from 'node:fs'
import type { Validation, ValidationContext } from 'cdk8s-cli/plugins'
import { lint, type Finding, type Report } from '../index.ts'
import { checkProperties, LEVELS, type CronwrightValidationProps } from './properties.ts'

export type { CronwrightValidationProps } from './properties.ts'

/** The linter as a validation of `cdk8s synth`: a finding at or above `failOn` fails the synthesis. */
export class CronwrightValidation implements Validation {
  private readonly props: CronwrightValidationProps

  /** Throws a RangeError of one line for properties that it does not know. */
  constructor(props?: CronwrightValidationProps) {
    this.props = checkProperties(props)
  }

  async validate(context: ValidationContext): Promise<void> {
    const { policy = 'strict', failOn = 'warning' } = this.props
    const { findings, unchecked } = this.judge(context.manifests)
    const failing = LEVELS.slice(0, LEVELS.indexOf(failOn) + 1)
    for (const finding of findings) {
      if (failing.includes(finding.level)) context.report.addViolation(violation(finding))
      else context.logger.log(`${place(finding)}: ${finding.level}: ${finding.message} [${finding.rule}]`)
    }
    for (const { file, line, message } of unchecked) context.logger.log(`${file}:${line}: not checked: ${message}`)
    const failed = findings.some(({ level }) => failing.includes(level))
    context.report.submit(failed ? 'failure' : 'success', { findings: String(findings.length), policy })
  }

  private judge(manifests: readonly string[]): Report {
    const { policy = 'strict', kubernetesVersion, rules = {} } = this.props
    const files = manifests.map((path) => ({ path, text: readFileSync(path, 'utf8') }))
    return lint(files, {
      now: Math.floor(Date.now() / 1000),
      policy,
      whole: true,
      config: { rules: Object.fromEntries(Object.entries(rules).map(([id, level]) => [id, { level }])) },
      ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }),
    })
  }
}

/** A report of cdk8s names the construct by the object's name, and has no lines: they stand with the place in the manifest. */
function violation({
  rule,
  message,
  help,
  fix,
  object,
  file,
  path,
  start,
}: Finding): Parameters<ValidationContext['report']['addViolation']>[0] {
  return {
    ruleName: rule,
    recommendation: message,
    fix: help ?? fix?.title ?? `see cronwright explain ${rule}`,
    violatingResources: [
      {
        resourceName: object?.name ?? '',
        manifestPath: `${file}:${start.line}:${start.column}`,
        locations: [path === '' ? 'metadata' : path],
      },
    ],
  }
}

const place = ({ file, start }: Finding): string => `${file}:${start.line}:${start.column}`
