import { App, Chart } from 'cdk8s'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'
import type { ApiDouble } from '../constructs/api-double.ts'
import { until, type Outcome, type Sandbox } from './sandbox.ts'

interface EnvVar {
  readonly name: string
  readonly value?: string
  readonly valueFrom?: { readonly secretKeyRef: { readonly name: string; readonly key: string } }
}

interface Container {
  readonly name: string
  readonly command: readonly string[]
  readonly args?: readonly string[]
  readonly env?: readonly EnvVar[]
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[]
}

interface PodSpec {
  readonly initContainers?: readonly Container[]
  readonly containers: readonly Container[]
  readonly volumes?: readonly {
    readonly name: string
    readonly configMap?: { readonly name: string }
    readonly persistentVolumeClaim?: unknown
  }[]
}

interface Template {
  readonly template?: { readonly spec: PodSpec }
}

interface Manifest {
  readonly kind: string
  readonly metadata: { readonly name: string }
  readonly data?: Readonly<Record<string, string>>
  readonly spec?: Template & { readonly jobTemplate?: { readonly spec: Template } }
}

export interface PodOutcome extends Outcome {
  /** The container that failed, or that was killed. */
  readonly failed: string | undefined
}

export interface PodSettings {
  /** By `SECRET/KEY`. */
  readonly secrets?: Readonly<Record<string, string>>
  /** The API that containers with a token reach. */
  readonly api?: Pick<ApiDouble, 'folder' | 'env'>
  /** Laid over the environment of containers, by name. */
  readonly env?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** The folders that scripts look into when nobody says otherwise. */
const FOLDERS: Readonly<Record<string, string>> = {
  '/backup': 'BACKUP_DIR',
  '/scratch': 'SCRATCH_DIR',
  '/source': 'SOURCE_DIR',
  '/tmp': 'TMPDIR',
  '/work': 'WORK_DIR',
  '/windows': 'WINDOWS_DIR',
  '/cronwright/state': 'STATE_DIR',
  '/var/run/secrets/kubernetes.io/serviceaccount': 'ACCOUNT_DIR',
}

/**
 * The pods of a synthesized CronJob, run on this machine as a kubelet runs them: one init container after the other, each only when the one before has succeeded, with the very scripts
 * of the ConfigMaps, the environment of the manifest and a folder a volume. Claims keep what they hold from pod to pod, the rest begins empty.
 */
export class Pods {
  private readonly objects: readonly Manifest[]
  private count = 0

  constructor(
    private readonly sandbox: Sandbox,
    /** What synthesizes them, or the manifests themselves. */
    build: ((chart: Chart) => unknown) | string,
    private readonly settings: PodSettings = {},
  ) {
    const text = typeof build === 'string' ? build : synthesize(build)
    this.objects = parseAllDocuments(text).map((document) => document.toJS() as Manifest)
  }

  /** The folder of a volume in the last pod, or of a claim. */
  folder(volume: string): string {
    return this.sandbox.make(join('volumes', volume))
  }

  /** One pod. `before` is told of each container before it starts. */
  async run({
    env = {},
    under = {},
    job,
    before,
    kill,
    from,
    kind = 'CronJob',
  }: {
    readonly env?: PodSettings['env']
    /** A program that runs a container's, by container. */
    readonly under?: Readonly<Record<string, readonly string[]>>
    readonly job?: string
    readonly before?: (container: string) => void | Promise<void>
    /** @default CronJob */
    readonly kind?: 'CronJob' | 'Job'
    /** The first container that runs, in the volumes as the last pod left them. */
    readonly from?: string
    /** Kills one container, and all that it started, as soon as something is so. */
    readonly kill?: { readonly container: string; readonly when: () => boolean }
  } = {}): Promise<PodOutcome> {
    const spec = this.objects.find((object) => object.kind === kind)?.spec
    const pod = (spec?.jobTemplate?.spec ?? spec)?.template?.spec
    if (!pod) throw new Error(`no ${kind} is synthesized`)
    this.count += 1
    this.mount(pod, from !== undefined, job)
    let log = ''
    const containers = [...(pod.initContainers ?? []), ...pod.containers]
    for (const container of containers.slice(
      Math.max(
        0,
        containers.findIndex(({ name }) => name === from),
      ),
    )) {
      await before?.(container.name)
      const [command, ...args] = [...(under[container.name] ?? []), ...container.command, ...(container.args ?? [])].map((word) =>
        this.path(container, word),
      )
      const { child, ended } = this.sandbox.launch(command, args, { ...this.environment(container), ...env[container.name] })
      if (kill?.container === container.name) {
        await until(`the moment to kill ${container.name}`, kill.when)
        process.kill(-(child.pid as number), 'SIGKILL')
      }
      const outcome = await ended
      log += outcome.log
      if (outcome.status !== 0) return { ...outcome, log, failed: container.name }
    }
    return { status: 0, log, stdout: log, failed: undefined }
  }

  private mount({ volumes = [] }: PodSpec, goesOn: boolean, job = `job-${this.count}`): void {
    for (const { name, configMap, persistentVolumeClaim } of volumes) {
      const folder = this.folder(name)
      if (persistentVolumeClaim || (goesOn && !configMap)) continue
      const { data = {} } = this.objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === configMap?.name) ?? {}
      for (const entry of readdirSync(folder)) if (!(entry in data)) rmSync(join(folder, entry), { recursive: true })
      // Pods that run beside each other read the same file: it is written when it is another.
      for (const [file, text] of Object.entries(data))
        if (!existsSync(join(folder, file)) || readFileSync(join(folder, file), 'utf8') !== text) this.write(join(folder, file), text)
      if (name !== 'api-access' || !this.settings.api) continue
      for (const file of ['ca.crt', 'token', 'namespace']) {
        copyFileSync(join(this.settings.api.folder, file), join(folder, file))
        this.sandbox.own(join(folder, file))
      }
      this.write(join(folder, 'job-name'), job)
    }
  }

  private write(path: string, text: string): void {
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, text)
    this.sandbox.own(path)
  }

  private path({ volumeMounts = [] }: Container, word: string): string {
    // The longest first: a volume may be mounted into another.
    const mounts = [...volumeMounts].sort((a, b) => b.mountPath.length - a.mountPath.length)
    const mount = mounts.find(({ mountPath }) => word === mountPath || word.startsWith(`${mountPath}/`))
    return mount ? this.folder(mount.name) + word.slice(mount.mountPath.length) : word
  }

  private environment(container: Container): Record<string, string> {
    const folders = (container.volumeMounts ?? []).flatMap(({ name, mountPath }) =>
      mountPath in FOLDERS ? [[FOLDERS[mountPath], this.folder(name)]] : [],
    )
    const { secrets = {}, api } = this.settings
    const own = (container.env ?? []).map(({ name, value = '', valueFrom }) => {
      if (!valueFrom) return [name, this.path(container, value)]
      const { name: secret, key } = valueFrom.secretKeyRef
      const text = secrets[`${secret}/${key}`]
      if (text === undefined) throw new Error(`no secret ${secret}/${key}`)
      return [name, text]
    })
    const calls = container.volumeMounts?.some(({ name }) => name === 'api-access') && api
    return {
      ...Object.fromEntries(folders),
      ...(calls ? { API_SERVER: api.env.API_SERVER, API_DELAY: '0' } : {}),
      ...Object.fromEntries(own),
      ...this.settings.env?.[container.name],
    } as Record<string, string>
  }
}

function synthesize(build: (chart: Chart) => unknown): string {
  const app = new App({ recordConstructMetadata: false })
  build(new Chart(app, 'test', { disableResourceNameHashes: true, namespace: 'shop' }))
  return app.synthYaml() as string
}

/** A disk on which a file can have this many kilobytes and no more: a write beyond is refused, as on a full one. */
export function fullDisk(kilobytes: number): readonly string[] {
  return ['sh', '-c', `trap '' XFSZ; ulimit -f ${kilobytes * 2}; exec "$@"`, 'sh']
}
