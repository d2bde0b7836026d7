import { fieldsOf, holdsAll, isList, isMapping, listOf, objectOf, oneOf, remembered, type Holds } from './holds.ts'
import { quantityValue } from './quantity.ts'
import { isCheckedSchedule, isCheckedTimeZone } from './validation/cron-job.ts'
import type { Json, JsonObject } from './verdict.ts'

/*
 * Nineteen of twenty CronJobs say the usual things in the usual way. Here stand the fields that they use, and for each the values of which the server has nothing to say at any version,
 * neither when it decodes them nor when it validates them, nor a warning. A field or a value that is not here is no fault: it only takes the whole look to tell. So this file may know less
 * than decoding and validation, and never more; a test holds the one against the others.
 */

/** True for the JSON of a CronJob of which the server has nothing to say; false where only the whole look can tell. What JSON does not show is not asked: a key said twice. */
export function hasNothingToSay(cronJob: Json): boolean {
  return isCronJob(cronJob)
}

const LABEL = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/
const LABEL_KEY = /^(?:[a-z0-9](?:[-a-z0-9.]{0,100}[a-z0-9])?\/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/
/** An empty part between dots, or one that begins or ends with a dash. */
const ODD_PART = /\.\.|-\.|\.-/
const LABEL_VALUE = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/
const CONFIG_KEY = /^[-_A-Za-z0-9][-._A-Za-z0-9]{0,200}$/
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/
/** The suffix of a Job's name takes the rest of the 63 characters. */
const LONGEST_NAME = 52
const MOST_NUMBER = 2 ** 31 - 1

const isText: Holds = (value) => typeof value === 'string'
const isGiven: Holds = (value) => typeof value === 'string' && value !== ''
const isSwitch: Holds = (value) => typeof value === 'boolean'
const isFalse: Holds = (value) => value === false
/** Of seconds, retries, users: 0 as well. */
const isNumber: Holds = (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST_NUMBER
const isMode: Holds = (value) => isNumber(value) && (value as number) <= 0o777
const isTexts = listOf(isText)
const isName = remembered(like(LABEL))

function like(pattern: RegExp): Holds {
  return (value) => typeof value === 'string' && pattern.test(value)
}

const isLabelKey = remembered((key) => LABEL_KEY.test(key as string) && !ODD_PART.test(key as string))
const isLabelValue = like(LABEL_VALUE)
/** Together annotations may be 256 KiB. */
const isAnnotation: Holds = (value) => typeof value === 'string' && value.length <= 1000
const MOST_ANNOTATIONS = 50

/** A mapping with keys of the author's own, none of which holds `odd`. */
function mapOf(holds: Holds, odd?: string): Holds {
  return (value) => {
    if (!isMapping(value)) return false
    let count = 0
    for (const key in value) {
      if (!isLabelKey(key) || !holds(value[key] as Json) || ++count > MOST_ANNOTATIONS) return false
      if (odd !== undefined && key.includes(odd)) return false
    }
    return true
  }
}

const isLabels = mapOf(isLabelValue)

const isCpu = remembered(like(/^(?:[1-9]\d{0,4}m?|0\.[1-9]\d{0,2})$/))
const isBytes = remembered(like(/^[1-9]\d{0,5}(?:[kMG]|[KMG]i)?$/))
const AMOUNTS = fieldsOf({ cpu: isCpu, memory: isBytes, 'ephemeral-storage': isBytes })
const RESOURCES = fieldsOf({ requests: (amounts) => holdsAll(amounts, AMOUNTS), limits: (amounts) => holdsAll(amounts, AMOUNTS) })

/** No request is above its limit. */
const isResources: Holds = (value) => {
  if (!holdsAll(value, RESOURCES)) return false
  const { requests, limits } = value as Readonly<Record<string, JsonObject | undefined>>
  if (!requests || !limits) return true
  for (const name in requests) if (limits[name] !== undefined && amountOf(requests[name]) > amountOf(limits[name])) return false
  return true
}

function amountOf(text: Json | undefined): number {
  return quantityValue(text as string) as number
}

const isSeccomp = objectOf(fieldsOf({ type: oneOf('RuntimeDefault', 'Unconfined') }), 'type')

const isContainerSecurity = objectOf(
  fieldsOf({
    runAsNonRoot: isSwitch,
    runAsUser: isNumber,
    runAsGroup: isNumber,
    readOnlyRootFilesystem: isSwitch,
    allowPrivilegeEscalation: isSwitch,
    privileged: isFalse,
    capabilities: objectOf(fieldsOf({ drop: isTexts })),
    seccompProfile: isSeccomp,
  }),
)

const isPodSecurity = objectOf(
  fieldsOf({
    runAsNonRoot: isSwitch,
    runAsUser: isNumber,
    runAsGroup: isNumber,
    fsGroup: isNumber,
    fsGroupChangePolicy: oneOf('Always', 'OnRootMismatch'),
    seccompProfile: isSeccomp,
  }),
)

const isKeyReference = objectOf(fieldsOf({ name: isName, key: like(CONFIG_KEY), optional: isSwitch }), 'name', 'key')
const isFieldReference = objectOf(
  fieldsOf({
    apiVersion: oneOf('v1'),
    fieldPath: oneOf('metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName', 'status.podIP'),
  }),
  'fieldPath',
)
const isReference = objectOf(fieldsOf({ name: isName, optional: isSwitch }), 'name')

/** A mapping with one of these fields, and no other. */
function oneFieldOf(fields: ReturnType<typeof fieldsOf>): Holds {
  return (value) => holdsAll(value, fields) && Object.keys(value as JsonObject).length === 1
}

const ENV = fieldsOf({
  name: remembered(like(VARIABLE)),
  value: isText,
  valueFrom: oneFieldOf(fieldsOf({ secretKeyRef: isKeyReference, configMapKeyRef: isKeyReference, fieldRef: isFieldReference })),
})
const isEnvFrom = listOf(oneFieldOf(fieldsOf({ secretRef: isReference, configMapRef: isReference })))

/** Objects with names that differ, also from those in `names`, to which theirs are added. */
function areNamed(list: Json | undefined, fields: ReturnType<typeof fieldsOf>, names: Set<Json>): boolean {
  if (list === undefined) return true
  if (!isList(list)) return false
  for (const item of list) {
    if (!holdsAll(item, fields)) return false
    const { name } = item as JsonObject
    if (name === undefined || names.has(name)) return false
    names.add(name)
  }
  return true
}

/** A variable has a value or a source. */
const isEnv: Holds = (value) => {
  if (!areNamed(value, ENV, new Set())) return false
  for (const variable of value as readonly JsonObject[]) if (variable.value !== undefined && variable.valueFrom !== undefined) return false
  return true
}

const MOUNT = fieldsOf({ name: isName, mountPath: isGiven, readOnly: isSwitch })

/** Mounts of volumes that the pod has, each at a path of its own. */
function areMounts(mounts: Json | undefined, volumes: ReadonlySet<Json>): boolean {
  if (mounts === undefined) return true
  if (!isList(mounts)) return false
  const points = new Set<Json>()
  for (const mount of mounts) {
    if (!holdsAll(mount, MOUNT)) return false
    const { name, mountPath } = mount as JsonObject
    if (name === undefined || mountPath === undefined || !volumes.has(name) || points.has(mountPath)) return false
    points.add(mountPath)
  }
  return true
}

const CONTAINER = fieldsOf({
  name: isName,
  image: isGiven,
  imagePullPolicy: oneOf('IfNotPresent', 'Always', 'Never'),
  command: isTexts,
  args: isTexts,
  workingDir: isText,
  env: isEnv,
  envFrom: isEnvFrom,
  resources: isResources,
  securityContext: isContainerSecurity,
  // With the volumes of the pod: `areMounts`.
  volumeMounts: isList,
})

function areContainers(containers: Json | undefined, names: Set<Json>, volumes: ReadonlySet<Json>): boolean {
  if (!areNamed(containers, CONTAINER, names)) return false
  for (const { image, volumeMounts } of (containers ?? []) as readonly JsonObject[])
    if (image === undefined || !areMounts(volumeMounts, volumes)) return false
  return true
}

/** Of a name and one source each. */
const VOLUME = fieldsOf({
  name: isName,
  emptyDir: objectOf(fieldsOf({ medium: oneOf('Memory') })),
  configMap: objectOf(fieldsOf({ name: isGiven, defaultMode: isMode, optional: isSwitch }), 'name'),
  secret: objectOf(fieldsOf({ secretName: isGiven, defaultMode: isMode, optional: isSwitch }), 'secretName'),
  persistentVolumeClaim: objectOf(fieldsOf({ claimName: isGiven, readOnly: isSwitch }), 'claimName'),
})

const POD = fieldsOf({
  restartPolicy: oneOf('OnFailure', 'Never'),
  serviceAccountName: isName,
  serviceAccount: isName,
  automountServiceAccountToken: isSwitch,
  enableServiceLinks: isSwitch,
  terminationGracePeriodSeconds: isNumber,
  priorityClassName: isName,
  dnsPolicy: oneOf('ClusterFirst', 'Default'),
  hostNetwork: isFalse,
  hostPID: isFalse,
  hostIPC: isFalse,
  imagePullSecrets: listOf(objectOf(fieldsOf({ name: isGiven }), 'name')),
  // Labels of nodes had other names once.
  nodeSelector: mapOf(isLabelValue, 'beta.kubernetes.io'),
  securityContext: isPodSecurity,
  // Together: `isPod`.
  containers: isList,
  initContainers: isList,
  volumes: isList,
})

const isPod: Holds = (value) => {
  if (!holdsAll(value, POD)) return false
  const { restartPolicy, containers, initContainers, volumes } = value as JsonObject
  const names = new Set<Json>()
  if (restartPolicy === undefined || containers === undefined || !areNamed(volumes, VOLUME, names)) return false
  for (const volume of (volumes ?? []) as readonly JsonObject[]) if (Object.keys(volume).length !== 2) return false
  const inPod = new Set<Json>()
  return (
    (containers as readonly Json[]).length > 0 && areContainers(containers, inPod, names) && areContainers(initContainers, inPod, names)
  )
}

const isTemplate = objectOf(
  fieldsOf({
    // Some annotations of a pod are fields by another name.
    metadata: objectOf(fieldsOf({ labels: isLabels, annotations: mapOf(isAnnotation, 'kubernetes.io') })),
    spec: isPod,
  }),
  'spec',
)

const isJob = objectOf(
  fieldsOf({
    parallelism: isNumber,
    completions: isNumber,
    completionMode: oneOf('NonIndexed'),
    activeDeadlineSeconds: isNumber,
    backoffLimit: isNumber,
    ttlSecondsAfterFinished: isNumber,
    suspend: isSwitch,
    template: isTemplate,
  }),
  'template',
)

const isCronJob = objectOf(
  fieldsOf({
    apiVersion: oneOf('batch/v1'),
    kind: oneOf('CronJob'),
    metadata: objectOf(
      fieldsOf({
        name: (name) => typeof name === 'string' && name.length <= LONGEST_NAME && LABEL.test(name),
        namespace: isName,
        labels: isLabels,
        annotations: mapOf(isAnnotation),
      }),
      'name',
    ),
    spec: objectOf(
      fieldsOf({
        schedule: remembered((schedule) => typeof schedule === 'string' && isCheckedSchedule(schedule)),
        timeZone: remembered((timeZone) => typeof timeZone === 'string' && isCheckedTimeZone(timeZone)),
        concurrencyPolicy: oneOf('Allow', 'Forbid', 'Replace'),
        startingDeadlineSeconds: isNumber,
        suspend: isSwitch,
        successfulJobsHistoryLimit: isNumber,
        failedJobsHistoryLimit: isNumber,
        jobTemplate: objectOf(
          fieldsOf({ metadata: objectOf(fieldsOf({ labels: isLabels, annotations: mapOf(isAnnotation) })), spec: isJob }),
          'spec',
        ),
      }),
      'schedule',
      'jobTemplate',
    ),
  }),
  'apiVersion',
  'kind',
  'metadata',
  'spec',
)
