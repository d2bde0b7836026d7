import { ApiObject, type Duration } from 'cdk8s'
import { ServiceAccount } from 'cdk8s-plus-27'
import type { Construct } from 'constructs'
import { grant } from './api-access.ts'
import { checkJob } from './check-job.ts'
import { containerSpec, type JobContainer } from './container-spec.ts'
import type { WorkflowEtlProps } from './etl-pipeline.ts'
import { defaultActiveDeadline, defaultStartingDeadline } from './default-deadlines.ts'
import { DEFAULT_HISTORY, DEFAULT_RETRIES, DEFAULT_USER } from './job-defaults.ts'
import { mountProviders } from './mount-providers.ts'
import { mountScripts } from './mount-scripts.ts'
import { refuse } from './refuse.ts'
import { Retry } from './retry.ts'
import { scriptsConfigMap } from './script.ts'
import { DEFAULT_CURL_IMAGE } from './wrap.ts'

/** Where the extract step leaves the list of data sets. */
const OUTPUT = { volume: 'data-sets', path: '/data-sets' }

/**
 * A CronWorkflow of Argo Workflows 3.6 and later: extract, then the transformation of each data set beside the others, then load, then validate, each in a pod of its own. A step that fails is tried
 * again after 10, 20, 40 … seconds; when it fails for good, nothing after it starts.
 */
export function etlWorkflow(scope: Construct, name: string, props: WorkflowEtlProps): ApiObject {
  const { transform, load, validate, onFailure, onSuccess, history } = props
  const schedule = props.schedule.at(scope.node.path)
  const { startingDeadline = defaultStartingDeadline(schedule), activeDeadline = defaultActiveDeadline(schedule) } = props
  const retry = props.retries instanceof Retry ? props.retries : Retry.simple(props.retries ?? DEFAULT_RETRIES)
  const given = [props.extract, transform, load, ...(validate ? [validate] : [])]
  check({ ...props, schedule }, retry, activeDeadline)
  checkJob({ ...props, name, containers: given }, { schedule, startingDeadline, activeDeadline, retry, concurrency: 'Forbid' })
  const found = !Array.isArray(props.datasets)
  const extract: JobContainer = found
    ? {
        ...props.extract,
        env: { ...props.extract.env, DATASETS_FILE: `${OUTPUT.path}/list.json` },
        mounts: [...(props.extract.mounts ?? []), OUTPUT],
      }
    : props.extract
  const each: JobContainer = { ...transform, env: { ...transform.env, DATASET: '{{inputs.parameters.dataset}}' } }
  const scripted = mountProviders(
    mountScripts(scope, name, {
      containers: [extract, each, ...given.slice(2)],
      volumes: props.volumes ?? {},
    }),
  )
  const labels = {
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/component': 'workflow',
    'app.kubernetes.io/managed-by': 'cronwright',
    ...(props.owner === undefined ? {} : { 'cronwright.dev/owner': props.owner }),
  }
  const account = new ServiceAccount(scope, 'account', { automountToken: true })
  // How the executor beside each step hands back its result.
  grant(scope, `${name}-results`, account, [{ apiGroups: ['argoproj.io'], resources: ['workflowtaskresults'], verbs: ['create', 'patch'] }])
  const reports = onFailure !== undefined || onSuccess !== undefined
  const reportMap = reports ? scriptsConfigMap(scope, 'report', `${name}-report`, ['report-outcome.sh', 'report-workflow.sh']) : undefined
  const [extractSpec, transformSpec, loadSpec, validateSpec] = scripted.containers
  const step = (container: JobContainer, extra: object = {}): object => ({
    name: container.name,
    metadata: { labels },
    ...(retry.limit > 0
      ? {
          retryStrategy: {
            limit: String(retry.limit),
            retryPolicy: 'Always',
            backoff: { duration: '10s', factor: '2', maxDuration: '6m' },
          },
        }
      : {}),
    ...(props.stepDeadline ? { activeDeadlineSeconds: props.stepDeadline.toSeconds() } : {}),
    ...extra,
    container: containerSpec(container),
  })
  const after = (container: JobContainer, before: JobContainer): object => ({
    name: container.name,
    template: container.name,
    dependencies: [before.name],
  })
  const fanOut = found ? { withParam: `{{tasks.${extract.name}.outputs.parameters.datasets}}` } : { withItems: props.datasets }
  const volumes = Object.entries(scripted.volumes).map(([volume, source]) => ({ name: volume, ...source }))
  return new ApiObject(scope, 'workflow', {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'CronWorkflow',
    metadata: { name, labels },
    spec: {
      schedules: [schedule.expression],
      timezone: schedule.timeZone,
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: startingDeadline.toSeconds(),
      successfulJobsHistoryLimit: history?.successful ?? DEFAULT_HISTORY,
      failedJobsHistoryLimit: history?.failed ?? DEFAULT_HISTORY,
      suspend: props.suspend ?? false,
      workflowMetadata: { labels },
      workflowSpec: {
        entrypoint: 'pipeline',
        ...(reports ? { onExit: 'report' } : {}),
        serviceAccountName: account.name,
        activeDeadlineSeconds: activeDeadline.toSeconds(),
        parallelism: props.parallelism ?? 4,
        podGC: { strategy: 'OnPodSuccess' },
        securityContext: {
          runAsNonRoot: true,
          runAsUser: DEFAULT_USER,
          fsGroup: DEFAULT_USER,
          fsGroupChangePolicy: 'OnRootMismatch',
          seccompProfile: { type: 'RuntimeDefault' },
        },
        ...(volumes.length > 0 ? { volumes } : {}),
        templates: [
          {
            name: 'pipeline',
            dag: {
              tasks: [
                { name: extract.name, template: extract.name },
                {
                  ...after(transform, extract),
                  ...fanOut,
                  arguments: { parameters: [{ name: 'dataset', value: '{{item}}' }] },
                },
                after(load, transform),
                ...(validate ? [after(validate, load)] : []),
              ],
            },
          },
          step(
            extractSpec,
            found
              ? {
                  volumes: [{ name: OUTPUT.volume, emptyDir: { sizeLimit: '1Mi' } }],
                  outputs: { parameters: [{ name: 'datasets', valueFrom: { path: `${OUTPUT.path}/list.json` } }] },
                }
              : {},
          ),
          step(transformSpec, { inputs: { parameters: [{ name: 'dataset' }] } }),
          step(loadSpec),
          ...(validateSpec ? [step(validateSpec)] : []),
          ...(reportMap ? [report(name, props, reportMap.name, labels)] : []),
        ],
      },
    },
  })
}

function report(
  name: string,
  { onFailure, onSuccess, curlImage = DEFAULT_CURL_IMAGE }: WorkflowEtlProps,
  map: string,
  labels: object,
): object {
  return {
    name: 'report',
    metadata: { labels },
    volumes: [
      { name: 'report-scripts', configMap: { name: map, defaultMode: 0o444 } },
      { name: 'report-tmp', emptyDir: { sizeLimit: '1Mi' } },
    ],
    container: containerSpec({
      name: 'report',
      image: curlImage,
      command: ['sh', '/scripts/report-workflow.sh'],
      env: {
        JOB_NAME: name,
        WORKFLOW_STATUS: '{{workflow.status}}',
        ...onFailure?.env('ON_FAILURE'),
        ...onSuccess?.env('ON_SUCCESS'),
      },
      mounts: [
        { volume: 'report-scripts', path: '/scripts', readOnly: true },
        { volume: 'report-tmp', path: '/tmp' },
      ],
    }),
  }
}

function check(props: WorkflowEtlProps, retry: Retry, activeDeadline: Duration): void {
  const { stepDeadline, extract, transform, load, validate, datasets, parallelism, schedule } = props
  const taken = [extract, transform, load, ...(validate ? [validate] : [])].find(({ name }) => name === 'pipeline' || name === 'report')
  if (taken) refuse('names of steps', 'neither pipeline nor report', 'each is a template of its own', taken.name)
  if (Array.isArray(datasets)) {
    if (datasets.length === 0) refuse('datasets', 'at least one data set', 'there is something to transform', 0)
    const again = (datasets as readonly string[]).find((dataset, index) => dataset === '' || datasets.indexOf(dataset) !== index)
    if (again !== undefined) refuse('datasets', 'named differently', 'each is transformed once', again)
  }
  if (parallelism !== undefined && (!Number.isInteger(parallelism) || parallelism < 1))
    refuse('parallelism', 'a whole number from 1', 'a step can start', parallelism)
  if (stepDeadline && (stepDeadline.toSeconds() < 1 || stepDeadline.toSeconds() > activeDeadline.toSeconds()))
    refuse('stepDeadline', `from 1 to the ${activeDeadline.toSeconds()} seconds of activeDeadline`, 'it is reached', stepDeadline)
  if (retry.delays.length > 0)
    refuse('retries', 'a number', 'Argo Workflows can do it: its delays grow by a factor', `${retry.delays.length} delays`)
  if (schedule.onlyAt !== undefined)
    refuse('schedule', 'one that repeats', 'the workflow does not run again a year later', schedule.expression)
}
