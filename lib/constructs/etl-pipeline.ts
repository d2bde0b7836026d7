import { Duration, type ApiObject } from 'cdk8s'
import { Construct } from 'constructs'
import type { CommonJobProps } from './backup-cron-job.ts'
import type { Database } from './backup-source.ts'
import { checkSize } from './check-values.ts'
import type { JobContainer } from './container-spec.ts'
import { tableSteps, type EtlTable } from './etl-tables.ts'
import { etlWorkflow } from './etl-workflow.ts'
import { findShortBuffer } from './find-short-buffer.ts'
import { findUnsteadyRun } from './find-unsteady-run.ts'
import { DEFAULT_STARTING_DEADLINE } from './job-defaults.ts'
import type { S3Target } from './object-store.ts'
import { refuse } from './refuse.ts'
import type { Retention } from './retention.ts'
import type { Schedule } from './schedule.ts'
import { ScheduledJob, type ScheduledJobProps } from './scheduled-job.ts'
import { scriptsConfigMap } from './script.ts'
import type { SecretKey } from './secret-source.ts'

/** One stage that has a schedule of its own. */
export interface StaggeredStage extends Pick<ScheduledJobProps, 'volumes'> {
  /** The program of the stage. */
  readonly container: JobContainer
  /** When the stage runs. */
  readonly schedule: Schedule
  /** How long the stage may take. The next one begins only after it must have ended. */
  readonly deadline: Duration
}

export interface SequentialEtlProps extends CommonJobProps {
  /** One Job whose steps follow each other. */
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
  /** A CronJob a stage, kept apart by their times. */
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

export interface TableEtlProps extends CommonJobProps {
  /** Tables that are moved. */
  readonly mode: 'tables'
  /** The PostgreSQL that is read, at one instant and read-only. */
  readonly source: Omit<Database, 'kind'>
  /** A PostgreSQL, loaded in one transaction that commits only when every check holds; or a bucket, which gets the tables as one set of CSV files, its manifest last. */
  readonly destination: Omit<Database, 'kind'> | S3Target
  /** The tables that move, by the name of their files; those that others refer to come first. */
  readonly tables: Readonly<Record<string, EtlTable>>
  /**
   * Key of the hashes, at least 16 characters. It stays in the pod; who changes it changes every hash.
   *
   * @default none: no column is hashed
   */
  readonly anonymizationKey?: SecretKey
  /**
   * Queries of one line each that must answer true on the destination before it commits: `select count(*) > 0 from customers`.
   *
   * @default none: only that every extracted row arrived
   */
  readonly checks?: readonly string[]
  /**
   * How long sets of files are kept in a bucket. The newest is kept for ever.
   *
   * @default 30 days
   */
  readonly keep?: Retention
  /**
   * Room for the rows on the node; as much again while they are anonymized.
   *
   * @default 10Gi
   */
  readonly workSize?: string
  /**
   * Image with `rclone`, for a bucket.
   *
   * @default rclone/rclone:1.71.0
   */
  readonly rcloneImage?: string
}

export interface WorkflowEtlProps extends Pick<
  CommonJobProps,
  | 'schedule'
  | 'startingDeadline'
  | 'activeDeadline'
  | 'retries'
  | 'history'
  | 'suspend'
  | 'owner'
  | 'name'
  | 'onFailure'
  | 'onSuccess'
  | 'curlImage'
> {
  /** A CronWorkflow. Argo's executor runs beside each step under the same account, so the steps' containers have its token too: it may hand back results and nothing else. */
  readonly mode: 'workflow'
  /** What comes first. */
  readonly extract: JobContainer
  /** Run once for each data set, with its name in `DATASET`. */
  readonly transform: JobContainer
  /** Run when every data set is transformed. */
  readonly load: JobContainer
  /**
   * Run when all is loaded.
   *
   * @default no validation
   */
  readonly validate?: JobContainer
  /** The data sets by name; or `found`: the extract step writes them as a JSON list of texts into the file that `DATASETS_FILE` names. */
  readonly datasets: readonly string[] | 'found'
  /**
   * How long one step may take, each try anew.
   *
   * @default activeDeadline bounds it
   */
  readonly stepDeadline?: Duration
  /**
   * How many data sets are transformed at once.
   *
   * @default 4
   */
  readonly parallelism?: number
  /**
   * Volumes that steps mount. Each step is a pod of its own: what they hand over lies in a store of yours.
   *
   * @default none
   */
  readonly volumes?: ScheduledJobProps['volumes']
}

export type EtlPipelineProps = SequentialEtlProps | StaggeredEtlProps | TableEtlProps | WorkflowEtlProps

/**
 * Extract, transform, load and validate: as one Job whose steps follow each other; as a CronJob a stage with buffers that hold on every date; as a move of PostgreSQL tables that anonymizes them on
 * the way; or as a CronWorkflow of Argo Workflows (3.6 and later) that transforms data sets beside each other.
 *
 * @example
 * import { App, Chart, Duration } from 'cdk8s'
 * import { EtlPipeline, Schedule } from 'cronwright/constructs'
 *
 * const app = new App()
 * const chart = new Chart(app, 'data', { namespace: 'data', disableResourceNameHashes: true })
 * const stage = (name: string) => ({ name, image: 'registry.example.com/data/etl:4.1.0', args: [name] })
 * const deadline = Duration.minutes(40)
 * new EtlPipeline(chart, 'orders', {
 *   mode: 'staggered',
 *   name: 'orders-etl',
 *   stages: [
 *     { container: stage('extract'), schedule: Schedule.daily({ at: '01:00' }), deadline },
 *     { container: stage('transform'), schedule: Schedule.daily({ at: '02:00' }), deadline },
 *     { container: stage('load'), schedule: Schedule.daily({ at: '03:00' }), deadline },
 *   ],
 * })
 * app.synth()
 */
export class EtlPipeline extends Construct {
  /** The CronJobs, in order; none in a workflow. */
  readonly jobs: readonly ScheduledJob[]
  /** The CronWorkflow, where there is one. */
  readonly workflow: ApiObject | undefined

  constructor(scope: Construct, id: string, props: EtlPipelineProps) {
    super(scope, id)
    this.workflow = props.mode === 'workflow' ? etlWorkflow(this, props.name ?? id, props) : undefined
    this.jobs = this.jobsOf(id, props)
  }

  private jobsOf(id: string, props: EtlPipelineProps): readonly ScheduledJob[] {
    switch (props.mode) {
      case 'sequential':
        return [this.sequential(props)]
      case 'staggered':
        return this.staggered(id, props)
      case 'tables':
        return [this.ofTables(id, props)]
      case 'workflow':
        return []
    }
  }

  private ofTables(id: string, props: TableEtlProps): ScheduledJob {
    const { name = id, workSize = '10Gi' } = props
    const mounts = [
      { volume: 'work', path: '/work' },
      { volume: 'scripts', path: '/scripts', readOnly: true },
      { volume: 'tmp', path: '/tmp' },
    ]
    const { stages, last, scripts } = tableSteps(props, name, mounts)
    const map = scriptsConfigMap(this, 'scripts', `${name}-scripts`, scripts)
    return new ScheduledJob(this, 'pipeline', {
      ...props,
      stages,
      containers: [last],
      volumes: {
        work: { emptyDir: { sizeLimit: checkSize('workSize', workSize) } },
        scratch: { emptyDir: { sizeLimit: workSize } },
        scripts: { configMap: { name: map.name, defaultMode: 0o444 } },
        tmp: { emptyDir: { sizeLimit: '64Mi' } },
      },
    })
  }

  private sequential({ steps, volumes = {}, workSize = '10Gi', ...props }: SequentialEtlProps): ScheduledJob {
    if (steps.length < 2) refuse('steps', 'at least two steps', 'one follows the other', steps.length)
    const withWork = steps.map((step) => ({ ...step, mounts: [...(step.mounts ?? []), { volume: 'work', path: '/work' }] }))
    return new ScheduledJob(this, 'pipeline', {
      ...props,
      stages: withWork.slice(0, -1),
      containers: withWork.slice(-1),
      volumes: { ...volumes, work: { emptyDir: { sizeLimit: checkSize('workSize', workSize) } } },
    })
  }

  private staggered(id: string, props: StaggeredEtlProps): readonly ScheduledJob[] {
    const { mode: _, stages, buffer = Duration.minutes(5), startingDeadline = DEFAULT_STARTING_DEADLINE, name = id, ...rest } = props
    if (stages.length < 2) refuse('stages', 'at least two stages', 'one follows the other', stages.length)
    const scheduleOf = ({ container, schedule }: StaggeredStage): Schedule => schedule.at(`${this.node.path}/${container.name}`)
    stages.forEach((stage, index) => {
      const changed = findUnsteadyRun(scheduleOf(stage))
      if (changed !== undefined)
        refuse(
          `stages[${index}].schedule`,
          'a time that every day has once',
          'no stage is left out or comes twice when clocks change',
          changed,
        )
    })
    stages.slice(1).forEach((next, index) => {
      const stage = stages[index]
      // It may start late and then take all of its time.
      const needed = startingDeadline.toSeconds() + stage.deadline.toSeconds() + buffer.toSeconds()
      const short = findShortBuffer(scheduleOf(stage), scheduleOf(next), needed)
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
