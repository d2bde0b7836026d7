import { API_MOUNT, type Right } from './api-access.ts'
import { claimVolume, databaseStages, volumeStage, type BackupVolume, type Database } from './backup-source.ts'
import { DEFAULT_API_IMAGE } from './cleanup-objects.ts'
import type { JobContainer, Mount } from './container-spec.ts'
import { DEFAULT_EXPORTED_KINDS, exportedKinds, type ExportedKind } from './exported-kinds.ts'
import type { Volumes } from './mount-scripts.ts'
import { refuse } from './refuse.ts'
import type { ScriptName } from './script.ts'

/** A program of yours that backs up the application itself. */
export interface ApplicationHook {
  /** What is run, with `OUTPUT_DIR`: the folder for its files. */
  readonly container: JobContainer
  /**
   * Whether it leaves files, which become the part `application`; a run that leaves none has then failed. False for a program that only tells the application to write down
   * what it holds in memory.
   *
   * @default true
   */
  readonly leavesFiles?: boolean
}

/** What is exported of the namespace's configuration. */
export interface ConfigurationExport {
  /**
   * Kinds of objects, by plural. Secrets are exported only where the backup is encrypted.
   *
   * @default DEFAULT_EXPORTED_KINDS: config maps, workloads, services, ingresses and claims
   */
  readonly kinds?: readonly ExportedKind[]
  /**
   * Image with `sh`, `curl` and `jq`.
   *
   * @default alpine/k8s:1.34.1
   */
  readonly image?: string
}

export interface PartSources {
  readonly application?: ApplicationHook
  readonly databases?: readonly Database[]
  readonly volumes?: readonly BackupVolume[]
  readonly configuration?: ConfigurationExport
  readonly restoreCheck?: boolean
}

/** The stages that make one part or several, and what they need. */
export interface Parts {
  /** Names of the parts, in the order in which they are made. */
  readonly parts: readonly string[]
  readonly stages: readonly JobContainer[]
  readonly scripts: readonly ScriptName[]
  readonly volumes: Volumes
  readonly rights: readonly Right[]
}

interface Pod {
  readonly mounts: readonly Mount[]
  readonly isEncrypted: boolean
  /** Room for each emptyDir that holds data. */
  readonly scratch: string
}

/** The stages of all parts: application, databases, volumes, configuration. */
export function backupParts(
  { application, databases = [], volumes = [], configuration, restoreCheck }: PartSources,
  { mounts, isEncrypted, scratch }: Pod,
): Parts {
  const all: readonly Partial<Parts>[] = [
    ...(application ? [applicationPart(application, mounts, scratch)] : []),
    ...(databases.length > 0 ? [databaseParts(databases, { mounts, scratch }, restoreCheck)] : []),
    ...volumes.map((volume) => ({
      parts: [volume.claim],
      stages: [volumeStage(volume, mounts)],
      scripts: ['archive-volume.sh' as const],
      volumes: claimVolume(volume),
    })),
    ...(configuration ? [configurationPart(configuration, mounts, isEncrypted)] : []),
  ]
  const parts = all.flatMap((one) => one.parts ?? [])
  if (parts.length === 0)
    refuse('databases', 'given, or application, volumes or configuration', 'there is something to back up', 'none of them')
  const labels = parts.map(label)
  const twice = labels.find((part, index) => labels.indexOf(part) !== index)
  if (twice !== undefined) refuse('databases and volumes', 'named differently', 'no part takes the place of another', twice)
  return {
    parts,
    stages: all.flatMap(({ stages = [] }) => stages),
    scripts: all.flatMap(({ scripts = [] }) => scripts),
    volumes: Object.fromEntries(all.flatMap((one) => Object.entries(one.volumes ?? {}))),
    rights: all.flatMap(({ rights = [] }) => rights),
  }
}

function applicationPart({ container, leavesFiles = true }: ApplicationHook, mounts: readonly Mount[], scratch: string): Partial<Parts> {
  const output = { volume: 'application', path: '/application' }
  const hook = { ...container, env: { ...container.env, OUTPUT_DIR: output.path }, mounts: [...(container.mounts ?? []), output] }
  const volumes = { application: { emptyDir: { sizeLimit: scratch } } }
  if (!leavesFiles) return { stages: [hook], volumes }
  const archive: JobContainer = {
    ...volumeStage({ claim: 'application' }, mounts),
    env: { BACKUP_NAME: 'application', SOURCE_DIR: output.path, REFUSE_EMPTY: '1' },
    mounts: [...mounts, { ...output, readOnly: true }],
  }
  return { parts: ['application'], stages: [hook, archive], scripts: ['archive-volume.sh'], volumes }
}

/** Dumps one after the other, then one check a server kind: it restores every dump that is there. */
function databaseParts(
  databases: readonly Database[],
  { mounts, scratch }: Omit<Pod, 'isEncrypted'>,
  restoreCheck?: boolean,
): Partial<Parts> {
  const made = databases.map((database) => databaseStages(database, mounts, { restoreCheck: restoreCheck ?? database.kind !== 'mysql' }))
  const checks = new Map<string, JobContainer>()
  made.forEach(({ stages: [, check] }, index) => {
    if (!check) return
    const kind = databases[index].kind ?? 'postgres'
    const first = checks.get(kind)
    if (first && first.image !== check.image)
      refuse(`databases[${index}].image`, `${first.image} as for the first ${kind}`, 'one scratch server restores them all', check.image)
    checks.set(kind, { ...check, name: `restore-check-${kind}` })
  })
  return {
    parts: databases.map(({ name }) => name),
    stages: [...made.map(({ stages: [dump] }, index) => ({ ...dump, name: `dump-${label(databases[index].name)}` })), ...checks.values()],
    scripts: made.flatMap(({ scripts }) => scripts),
    volumes: checks.size > 0 ? { scratch: { emptyDir: { sizeLimit: scratch } } } : {},
  }
}

/** The name of a database as part of a container's. */
function label(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50)
}

function configurationPart(
  { kinds = DEFAULT_EXPORTED_KINDS, image = DEFAULT_API_IMAGE }: ConfigurationExport,
  mounts: readonly Mount[],
  isEncrypted: boolean,
): Partial<Parts> {
  const { list, rights } = exportedKinds(kinds, isEncrypted)
  return {
    parts: ['configuration'],
    stages: [
      {
        name: 'export-configuration',
        image,
        command: ['sh', '/scripts/export-objects.sh'],
        env: { BACKUP_NAME: 'configuration', KINDS: list },
        mounts: [...mounts, API_MOUNT],
      },
    ],
    scripts: ['call-api.sh', 'export-objects.sh', 'list-objects.sh', 'say.sh'],
    rights,
  }
}
