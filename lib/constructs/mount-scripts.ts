import type { Construct } from 'constructs'
import type { JobContainer } from './container-spec.ts'
import { refuse } from './refuse.ts'
import { hashedConfigMap, scriptsConfigMap, type ScriptName } from './script.ts'

export type Volumes = Readonly<Record<string, Readonly<Record<string, unknown>>>>

export interface PodParts {
  readonly containers: readonly JobContainer[]
  readonly stages?: readonly JobContainer[]
  readonly volumes?: Volumes
}

/** Puts the scripts of containers into one ConfigMap, mounts it and runs them. */
export function mountScripts(scope: Construct, name: string, { containers, stages = [], volumes = {} }: PodParts): Required<PodParts> {
  const data = Object.fromEntries(
    [...stages, ...containers].flatMap(({ name, script }) => (script ? [[`${name}.${script.shell}`, script.text]] : [])),
  )
  if (Object.keys(data).length === 0) return { containers, stages, volumes }
  const map = hashedConfigMap(scope, 'script', `${name}-script`, data)
  const mount = (container: JobContainer): JobContainer => {
    const { script, command, args = [], mounts = [] } = container
    if (!script) return container
    if (command) refuse(`command of ${container.name}`, 'absent beside a script', 'one of the two runs', command.join(' '))
    const { args: _, script: __, ...rest } = container
    return {
      ...rest,
      command: [script.shell, `/script/${container.name}.${script.shell}`, ...args],
      mounts: [...mounts, { volume: 'script', path: '/script', readOnly: true }],
    }
  }
  return {
    containers: containers.map(mount),
    stages: stages.map(mount),
    volumes: { ...volumes, script: { configMap: { name: map.name, defaultMode: 0o444 } } },
  }
}

/** The volumes of the scripts that watch over the steps; none without them. */
export function wrapperVolumes(scope: Construct, name: string, scripts: readonly ScriptName[]): Volumes {
  if (scripts.length === 0) return {}
  const map = scriptsConfigMap(scope, 'wrapper', `${name}-wrapper`, scripts)
  return { wrapper: { configMap: { name: map.name, defaultMode: 0o444 } }, state: { emptyDir: { sizeLimit: '1Mi' } } }
}
