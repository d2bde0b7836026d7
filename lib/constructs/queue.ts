import { refuse } from './refuse.ts'

/**
 * A Kueue LocalQueue in which the Jobs wait for their turn. The labels stand on the jobTemplate: on the CronJob itself they do nothing.
 *
 * @example
 * import { Queue } from 'cronwright/constructs'
 *
 * Queue.named('default')
 * Queue.named('critical', { priority: 'high' })
 */
export class Queue {
  readonly labels: Readonly<Record<string, string>>

  private constructor(labels: Readonly<Record<string, string>>) {
    this.labels = labels
  }

  /** A LocalQueue of the job's namespace, and a WorkloadPriorityClass that must exist: without it a Job is never queued. */
  static named(name: string, { priority }: { readonly priority?: string } = {}): Queue {
    for (const [property, value] of Object.entries({ name, ...(priority === undefined ? {} : { priority }) })) {
      if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(value))
        refuse(`queue.${property}`, 'a DNS label', 'it can be a label of the Job', value)
    }
    return new Queue({
      'kueue.x-k8s.io/queue-name': name,
      ...(priority === undefined ? {} : { 'kueue.x-k8s.io/priority-class': priority }),
    })
  }
}
