import { defineRule, type FleetViolation } from '../../lib/rule/index.ts'
import { programOf, statedTimes, wordsOf, type Word } from '../../lib/script/index.ts'
import { shortestInterval } from '../../lib/schedule/index.ts'
import { scriptsOf, type ObjectReference, type Workload } from '../../lib/fleet/index.ts'
import { legalSchedule } from '../schedule/clock.ts'
import { POD } from '../example.ts'

/** A time in a command that the Job around it cannot give. */
export default defineRule({
  id: 'script-outlives-deadline',
  title: 'What a script waits for or allows itself fits into the Job and its interval',
  level: 'warning',
  rationale: `
\`activeDeadlineSeconds\` ends a Job wherever its script is, so a \`timeout\`, \`sleep\` or \`--max-runtime\` beyond it is never reached: the pod is killed instead of ending by itself. A
command that may run longer than the schedule's interval meets its next run.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup'],

  *checkFleet(cluster): Generator<FleetViolation> {
    for (const workload of cluster.workloads) {
      const { initContainers, containers } = workload.job.pod
      for (const container of [...initContainers, ...containers]) {
        const longest = container.sidecar ? undefined : longestOf(wordsOf(container))
        if (longest) yield* faultsOf(workload.object, workload, longest)
      }
    }
    for (const { object, workload, path, text, container } of scriptsOf(cluster)) {
      const longest = container ? undefined : longestOf([{ path, text }])
      if (longest) yield* faultsOf(object, workload, longest)
    }
  },

  good: [
    { title: 'ends before the next run', yaml: example('*/5 * * * *', '[consume, --max-runtime=280s]') },
    { title: 'within the deadline', yaml: example('0 2 * * *', '[sh, -c, "timeout 30m ./dump"]', 3600) },
    { title: 'as long as the interval', yaml: example('*/5 * * * *', '[timeout, "300", consume]') },
    { title: 'no time is stated', yaml: example('*/5 * * * *', '[sh, -c, "sleep $DELAY; ./dump"]', 60) },
  ],
  bad: [
    {
      title: 'killed before its own timeout',
      at: `${POD}.containers[0].command[2]`,
      yaml: example('0 2 * * *', '[sh, -c, "timeout 2h ./dump"]', 3600),
    },
    {
      title: 'an operand of its own',
      at: `${POD}.containers[0].command[1]`,
      yaml: example('0 2 * * *', '[/usr/bin/timeout, 2h, ./dump]', 3600),
    },
    {
      title: 'in a ConfigMap',
      at: 'data[run.sh]',
      yaml:
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: s}\ndata:\n  run.sh: |\n    sleep 900\n---\n' +
        'apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec:\n  activeDeadlineSeconds: 600\n  template: {spec: {volumes: [{name: s, configMap: {name: s}}], containers: [{name: a, image: "a:1"}]}}\n',
    },
    { title: 'meets the next run', at: `${POD}.containers[0].command[1]`, yaml: example('*/5 * * * *', '[consume, --max-runtime=400s]') },
  ],
})

interface Longest {
  readonly at: string
  readonly part?: { readonly from: number; readonly to: number }
  readonly words: string
  readonly seconds: number
}

/** The longest time that words state: within one of them, or as an option and its operand. */
function longestOf(words: readonly Word[]): Longest | undefined {
  const times = words.flatMap(({ path, text }, index): Longest[] => {
    const inside = statedTimes(text).map(({ from, to, ...time }) => ({ at: path, part: { from, to }, ...time }))
    const pair = index === 0 ? [] : statedTimes(`${programOf(words[index - 1].text)} ${text}`).filter(({ from }) => from === 0)
    return [...inside, ...pair.map(({ words: both, seconds }) => ({ at: path, words: both, seconds }))]
  })
  return times.toSorted((a, b) => b.seconds - a.seconds).at(0)
}

function* faultsOf(object: ObjectReference, workload: Workload, { at, part, words, seconds }: Longest): Generator<FleetViolation> {
  const deadline = workload.job.activeDeadlineSeconds
  const interval = workload.kind === 'CronJob' && workload.suspend !== true ? intervalOf(workload.schedule) : undefined
  const place = { object, at, ...(part ? { part } : {}) }
  if (deadline !== undefined && deadline > 0 && seconds > deadline)
    yield {
      ...place,
      message: `'${words}' (${seconds} s) is more than activeDeadlineSeconds, which ends the Job after ${deadline} s`,
      help: `raise activeDeadlineSeconds above ${seconds}, or shorten the time in the script`,
    }
  else if (interval !== undefined && seconds > interval)
    yield {
      ...place,
      message: `'${words}' (${seconds} s) is longer than the ${interval} s between two runs`,
      help: `let it end before the next run: in less than ${interval} s`,
    }
}

function intervalOf(expression: string | undefined): number | undefined {
  const schedule = legalSchedule(expression)
  return schedule && shortestInterval(schedule)
}

function example(schedule: string, command: string, deadline?: number): string {
  const bound = deadline === undefined ? '' : `\n      activeDeadlineSeconds: ${deadline}`
  return `spec:\n  schedule: "${schedule}"\n  jobTemplate:\n    spec:${bound}\n      template:\n        spec:\n          containers:\n            - {name: consume, command: ${command}}\n`
}
