/** Field path of the pod in the examples, which are CronJobs. */
export const POD = 'spec.jobTemplate.spec.template.spec'

/** A CronJob whose pod spec has these lines. */
export function podOf(...lines: readonly string[]): string {
  return jobOf('template:', '  spec:', ...lines.map((line) => `    ${line}`))
}

/** A CronJob with one container that has these lines. */
export function containerOf(...lines: readonly string[]): string {
  return podOf('containers:', '  - name: report', ...lines.map((line) => `    ${line}`))
}

/** A CronJob whose Job spec has these lines. */
export function jobOf(...lines: readonly string[]): string {
  return `spec:\n  jobTemplate:\n    spec:\n${lines.map((line) => `      ${line}\n`).join('')}`
}
