import { JsonPatch } from 'cdk8s'
import { containerSpec } from './container-spec.ts'
import { DEFAULT_USER } from './job-defaults.ts'
import { refuse } from './refuse.ts'
import type { PodParts } from './mount-scripts.ts'
import type { Schedule } from './schedule.ts'
import type { ScheduledJobProps } from './scheduled-job-props.ts'

/* What a CronJob gets beside what cdk8s-plus-27 can say, in the words of the wire. */

const POD = '/spec/jobTemplate/spec/template/spec'

export function podPatches({ containers, stages, volumes }: Required<PodParts>): JsonPatch[] {
  checkVolumes({ containers, stages, volumes })
  const sources = Object.entries(volumes).map(([name, source]) => ({ name, ...source }))
  return [
    JsonPatch.replace(`${POD}/containers`, containers.map(containerSpec)),
    ...(stages.length > 0 ? [JsonPatch.add(`${POD}/initContainers`, stages.map(containerSpec))] : []),
    ...(sources.length > 0 ? [JsonPatch.add(`${POD}/volumes`, sources)] : []),
    JsonPatch.add(`${POD}/securityContext`, {
      runAsNonRoot: true,
      fsGroup: DEFAULT_USER,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    }),
    JsonPatch.add(`${POD}/automountServiceAccountToken`, false),
    // A node drain is no failure of the job: it takes no try away.
    JsonPatch.add('/spec/jobTemplate/spec/podFailurePolicy', {
      rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
    }),
    JsonPatch.add('/spec/jobTemplate/spec/podReplacementPolicy', 'Failed'),
  ]
}

export function labelPatches({ owner, queue, labels: own = {} }: ScheduledJobProps, name: string): JsonPatch[] {
  const labels = {
    ...own,
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/component': 'scheduled-job',
    'app.kubernetes.io/managed-by': 'cronwright',
    ...(owner === undefined ? {} : { 'cronwright.dev/owner': owner }),
  }
  return [
    JsonPatch.add('/metadata/labels', labels),
    JsonPatch.add('/spec/jobTemplate/metadata', { labels: { ...labels, ...queue?.labels } }),
    JsonPatch.add('/spec/jobTemplate/spec/template/metadata', { labels }),
  ]
}

export function annotationPatches(schedule: Schedule, { expectedDuration, description, after = [] }: ScheduledJobProps): JsonPatch[] {
  const annotations = {
    ...(description === undefined ? {} : { 'kubernetes.io/description': description }),
    // An expression has no year: the linter tells from this when the one run is over.
    ...(schedule.onlyAt === undefined ? {} : { 'cronwright.dev/once': new Date(schedule.onlyAt * 1000).toISOString().replace('.000', '') }),
    ...(expectedDuration === undefined ? {} : { 'cronwright.dev/expected-duration': `${expectedDuration.toSeconds()}s` }),
    ...(after.length === 0 ? {} : { 'cronwright.dev/after': after.join(', ') }),
  }
  return Object.keys(annotations).length === 0 ? [] : [JsonPatch.add('/metadata/annotations', annotations)]
}

function checkVolumes({ containers, stages, volumes }: Required<PodParts>): void {
  for (const { name, mounts = [] } of [...stages, ...containers])
    for (const { volume } of mounts)
      if (!(volume in volumes)) refuse(`mounts of ${name}`, 'volumes of the job', 'the API server accepts the pod', volume)
}
