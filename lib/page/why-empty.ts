import type { Model } from './model.ts'
import { counted } from './words.ts'

/** Why nothing is on the calendar; nothing where something is. */
export function whyEmpty({ jobs }: Model): string | undefined {
  if (jobs.length === 0) return 'There is no CronJob in these files.'
  if (jobs.some(({ runCount }) => runCount > 0)) return undefined
  const suspended = jobs.filter((job) => job.suspended).length
  const invalid = jobs.filter((job) => job.problem !== undefined && !job.suspended).length
  const never = jobs.length - suspended - invalid
  const reasons = [
    ...(suspended > 0 ? [`${counted(suspended, 'is', 'are')} suspended`] : []),
    ...(invalid > 0 ? [`${counted(invalid, 'has', 'have')} no valid schedule or zone`] : []),
    ...(never > 0 ? [`${counted(never, 'has', 'have')} no run in this range`] : []),
  ]
  return `Nothing runs: of ${counted(jobs.length, 'CronJob')} ${reasons.join(', ')}.`
}
