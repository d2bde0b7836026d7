import { Duration } from 'cdk8s'
import { Construct } from 'constructs'
import type { CommonJobProps } from './backup-cron-job.ts'
import type { JobContainer } from './container-spec.ts'
import { findShortBuffer } from './find-short-buffer.ts'
import { DEFAULT_STARTING_DEADLINE } from './job-defaults.ts'
import { refuse } from './refuse.ts'
import type { Schedule } from './schedule.ts'
import { ScheduledJob, type ScheduledJobProps } from './scheduled-job.ts'

/** One stage that has a schedule of its own. */
export interface StaggeredStage extends Pick<ScheduledJobProps, 'volumes'> {
  readonly container: JobContainer
  readonly schedule: Schedule
  /** How long the stage may take. The next one begins only after it must have ended. */
  readonly deadline: Duration
}

export interface SequentialEtlProps extends CommonJobProps {
  readonly mode: 'sequential'
  /** Extract, transform, load, validate: one after the other in one pod, each only when the one before has succeeded. */
  readonly steps: readonly JobContainer[]
  /**
   * Volumes of the steps. An emptyDir named `work` is mounted at `/work` in each of them.
   *
   * @default only `work`
   */
  readonly volumes?: ScheduledJobProps['volumes']
  /**
   * Room that the steps share.
   *
   * @default 10Gi
   */
  readonly workSize?: string
}

export interface StaggeredEtlProps extends Omit<CommonJobProps, 'schedule' | 'activeDeadline' | 'name'> {
  readonly mode: 'staggered'
  /** Stages in order, each with its own CronJob; what they hand over lies in a store of yours. */
  readonly stages: readonly StaggeredStage[]
  /**
   * Time between the latest end of a stage and the start of the next.
   *
   * @default five minutes
   */
  readonly buffer?: Duration
  /**
   * Prefix of the CronJobs' names: `NAME-STAGE`.
   *
   * @default the construct's id
   */
  readonly name?: string
}

export type EtlPipelineProps = SequentialEtlProps | StaggeredEtlProps

/**
 * Extract, transform, load and validate: either as one Job whose steps follow each other, or as a CronJob a stage with buffers that hold on every date.
 */
export class EtlPipeline extends Construct {
  readonly jobs: readonly ScheduledJob[]

  constructor(scope: Construct, id: string, props: EtlPipelineProps) {
    super(scope, id)
    this.jobs = props.mode === 'sequential' ? [this.sequential(props)] : this.staggered(id, props)
  }

  private sequential({ steps, volumes = {}, workSize = '10Gi', ...props }: SequentialEtlProps): ScheduledJob {
    if (steps.length < 2) refuse('steps', 'at least two steps', 'one follows the other', steps.length)
    const withWork = steps.map((step) => ({ ...step, mounts: [...(step.mounts ?? []), { volume: 'work', path: '/work' }] }))
    return new ScheduledJob(this, 'pipeline', {
      ...props,
      stages: withWork.slice(0, -1),
      containers: withWork.slice(-1),
      volumes: { ...volumes, work: { emptyDir: { sizeLimit: workSize } } },
    })
  }

  private staggered(id: string, props: StaggeredEtlProps): readonly ScheduledJob[] {
    const { mode: _, stages, buffer = Duration.minutes(5), startingDeadline = DEFAULT_STARTING_DEADLINE, name = id, ...rest } = props
    if (stages.length < 2) refuse('stages', 'at least two stages', 'one follows the other', stages.length)
    stages.slice(1).forEach((next, index) => {
      const stage = stages[index]
      // It may start late and then take all of its time.
      const needed = startingDeadline.toSeconds() + stage.deadline.toSeconds() + buffer.toSeconds()
      const short = findShortBuffer(stage.schedule, next.schedule, needed)
      if (short) {
        const place = `stages[${index + 1}].schedule`
        refuse(
          place,
          `${needed} seconds after every run of ${stage.container.name}`,
          `${next.container.name} finds its work done on every date`,
          `${short.gap} seconds after ${short.run}`,
        )
      }
    })
    return stages.map(
      ({ container, schedule, deadline, volumes }, index) =>
        new ScheduledJob(this, container.name, {
          ...rest,
          startingDeadline,
          name: `${name}-${container.name}`,
          schedule,
          activeDeadline: deadline,
          containers: [container],
          volumes: volumes ?? {},
          ...(index === 0 ? {} : { after: [`${name}-${stages[index - 1].container.name}`] }),
        }),
    )
  }
}
