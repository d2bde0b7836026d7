import type { Json, JsonObject } from '../kubernetes/verdict.ts'
import { readContainer } from './read-container.ts'
import { givenMapping, labelsOf, listOf, mappingOf, numberOf, switchOf, textOf } from './value.ts'
import type { Container, JobSpec, PodSpec, Volume } from './workload.ts'

/** The typed view of a Job's spec that stands at `path`. */
export function readJobSpec(value: Json | undefined, path: string): JobSpec {
  const spec = mappingOf(value)
  const template = mappingOf(spec.template)
  return {
    path,
    given: givenMapping(value) !== undefined,
    parallelism: numberOf(spec.parallelism),
    completions: numberOf(spec.completions),
    completionMode: textOf(spec.completionMode),
    activeDeadlineSeconds: numberOf(spec.activeDeadlineSeconds),
    backoffLimit: numberOf(spec.backoffLimit),
    backoffLimitPerIndex: numberOf(spec.backoffLimitPerIndex),
    maxFailedIndexes: numberOf(spec.maxFailedIndexes),
    ttlSecondsAfterFinished: numberOf(spec.ttlSecondsAfterFinished),
    suspend: switchOf(spec.suspend),
    managedBy: textOf(spec.managedBy),
    podReplacementPolicy: textOf(spec.podReplacementPolicy),
    podFailurePolicy: givenMapping(spec.podFailurePolicy),
    successPolicy: givenMapping(spec.successPolicy),
    pod: readPodSpec(template.spec, mappingOf(template.metadata), `${path}.template.spec`),
  }
}

function readPodSpec(value: Json | undefined, metadata: JsonObject, path: string): PodSpec {
  const spec = mappingOf(value)
  return {
    path,
    given: givenMapping(value) !== undefined,
    labels: labelsOf(metadata.labels),
    annotations: labelsOf(metadata.annotations),
    restartPolicy: textOf(spec.restartPolicy),
    activeDeadlineSeconds: numberOf(spec.activeDeadlineSeconds),
    terminationGracePeriodSeconds: numberOf(spec.terminationGracePeriodSeconds),
    // The deprecated alias is copied to serviceAccountName by the server.
    serviceAccountName: textOf(spec.serviceAccountName) ?? textOf(spec.serviceAccount),
    automountServiceAccountToken: switchOf(spec.automountServiceAccountToken),
    hostNetwork: switchOf(spec.hostNetwork),
    hostPID: switchOf(spec.hostPID),
    hostIPC: switchOf(spec.hostIPC),
    priorityClassName: textOf(spec.priorityClassName),
    securityContext: givenMapping(spec.securityContext),
    initContainers: readContainers(spec.initContainers, `${path}.initContainers`, true),
    containers: readContainers(spec.containers, `${path}.containers`, false),
    volumes: listOf(spec.volumes).map((volume, index) => readVolume(mappingOf(volume), `${path}.volumes[${index}]`)),
    imagePullSecrets: listOf(spec.imagePullSecrets).map((secret) => textOf(mappingOf(secret).name) ?? ''),
    value: spec,
  }
}

function readContainers(value: Json | undefined, path: string, init: boolean): readonly Container[] {
  return listOf(value).map((container, index) => readContainer(mappingOf(container), `${path}[${index}]`, init))
}

function readVolume(volume: JsonObject, path: string): Volume {
  const source = Object.keys(volume).find((key) => key !== 'name' && volume[key] !== null) ?? 'emptyDir'
  const secret = mappingOf(volume.secret)
  const configMap = mappingOf(volume.configMap)
  return {
    path,
    name: textOf(volume.name),
    source,
    value: volume,
    claimName: textOf(mappingOf(volume.persistentVolumeClaim).claimName),
    secretName: textOf(secret.secretName),
    configMapName: textOf(configMap.name),
    optional: secret.optional === true || configMap.optional === true,
  }
}
