import { isQuantity, quantityValue } from '../kubernetes/index.ts'
import { isLiteralSecret, maskedSecret } from '../kubernetes/literal-secret.ts'
import { DEFAULT_RESOURCES, DEFAULT_USER } from './job-defaults.ts'
import { refuse } from './refuse.ts'
import type { Script } from './script.ts'
import type { SecretKey } from './secret-source.ts'

/** One container of a job. */
export interface JobContainer {
  /** Name of the container: a DNS label. */
  readonly name: string
  /**
   * The image with a tag or digest. An image without one means `latest`: each run may be another program.
   */
  readonly image: string
  /**
   * The program that runs, in place of the one of the image.
   *
   * @default the image's own
   */
  readonly command?: readonly string[]
  /**
   * Arguments of the program.
   *
   * @default the image's own
   */
  readonly args?: readonly string[]
  /**
   * A script in place of a command: mounted from a ConfigMap, strict, and telling where it failed.
   *
   * @default none
   */
  readonly script?: Script
  /**
   * Environment variables: plain texts, and keys of Secrets.
   *
   * @default none
   */
  readonly env?: Readonly<Record<string, string | SecretKey>>
  /**
   * Where volumes of the job are mounted, by volume name.
   *
   * @default none
   */
  readonly mounts?: readonly Mount[]
  /**
   * What the container asks for and may take.
   *
   * @default 50m CPU and 64Mi requested, 256Mi of memory at most
   */
  readonly resources?: Resources
  /**
   * The numeric user that the container runs as; never 0.
   *
   * @default 65532
   */
  readonly user?: number
}

export interface Mount {
  /** Name of a volume of the job. */
  readonly volume: string
  /** Where it is seen in the container: a path from the root. */
  readonly path: string
  /**
   * Whether the container may only read it.
   *
   * @default false
   */
  readonly readOnly?: boolean
}

export interface Resources {
  /**
   * What the pod is placed by.
   *
   * @default none
   */
  readonly requests?: Quantities
  /**
   * What it is held to: beyond the memory it is killed, beyond the CPU slowed down.
   *
   * @default none
   */
  readonly limits?: Quantities
}

/** Amounts as Kubernetes writes them: `500m`, `256Mi`. */
export interface Quantities {
  /**
   * Cores.
   *
   * @default none
   */
  readonly cpu?: string
  /**
   * Bytes of memory.
   *
   * @default none
   */
  readonly memory?: string
  /**
   * Room on the node: logs and every emptyDir.
   *
   * @default none
   */
  readonly 'ephemeral-storage'?: string
}

/** The container as the API takes it, under the whole `restricted` Pod Security profile. */
export function containerSpec({
  name,
  image,
  command,
  args,
  env = {},
  mounts = [],
  resources = DEFAULT_RESOURCES,
  user = DEFAULT_USER,
}: JobContainer): Record<string, unknown> {
  if (name.length > 63 || !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name))
    refuse('container name', 'a DNS label', 'the API server accepts it', name)
  if (!/@sha256:|:[^/]+$/.test(image) || image.endsWith(':latest'))
    refuse('image', 'an image with a version', 'every run is the same program', image)
  if (!Number.isInteger(user) || user < 1) refuse('user', 'a numeric user above 0', 'the container does not run as root', user)
  checkMounts(mounts)
  checkResources(name, resources)
  return {
    name,
    image,
    imagePullPolicy: 'IfNotPresent',
    ...(command ? { command } : {}),
    ...(args ? { args } : {}),
    ...(Object.keys(env).length > 0 ? { env: Object.entries(env).map(([variable, value]) => envVar(variable, value)) } : {}),
    resources,
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      runAsUser: user,
      runAsGroup: user,
    },
    ...(mounts.length > 0
      ? { volumeMounts: mounts.map(({ volume, path, readOnly }) => ({ name: volume, mountPath: path, ...(readOnly ? { readOnly } : {}) })) }
      : {}),
  }
}

function envVar(name: string, value: string | SecretKey): Record<string, unknown> {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) refuse('env', 'names of letters, digits and _', 'a shell can read them', name)
  if (typeof value !== 'string') return { name, valueFrom: { secretKeyRef: { name: value.secret, key: value.key } } }
  if (isLiteralSecret(name, value)) refuse(`env.${name}`, 'a key of a Secret', 'no secret comes into Git', maskedSecret(value))
  return { name, value }
}

function checkMounts(mounts: readonly Mount[]): void {
  for (const { path } of mounts)
    if (!path.startsWith('/')) refuse('mounts.path', 'a path from the root', 'it is clear where the volume is', path)
}

function checkResources(container: string, { requests = {}, limits = {} }: Resources): void {
  for (const [part, amounts] of Object.entries({ requests, limits }))
    for (const [resource, amount] of Object.entries(amounts as Readonly<Record<string, string>>))
      if (!isQuantity(amount) || (quantityValue(amount) ?? 0) <= 0)
        refuse(
          `resources.${part}.${resource}`,
          'an amount above zero, such as 100m or 128Mi',
          `${container} gets something to work with`,
          amount,
        )
  for (const resource of ['cpu', 'memory'] as const) {
    const [request, limit] = [requests[resource], limits[resource]]
    if (request !== undefined && limit !== undefined && (quantityValue(request) ?? 0) > (quantityValue(limit) ?? 0))
      refuse(`resources.requests.${resource}`, `at most the limit of ${limit}`, 'the API server accepts it', request)
  }
}
