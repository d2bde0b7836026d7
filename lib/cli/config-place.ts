import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { UsageError } from './usage-error.ts'

const NAMES = ['cronwright.yaml', 'cronwright.yml'] as const

export interface ConfigPlace {
  readonly path: string
  /** As messages name it. */
  readonly shown: string
}

/** The config that is named, or the nearest one at or above the working directory, up to the root of the repository. */
export function locateConfig(named: string | undefined, cwd: string): ConfigPlace | undefined {
  if (named !== undefined) {
    const path = resolve(cwd, named)
    if (!existsSync(path)) throw new UsageError(`--config: ${named}: no such file or folder`)
    return { path, shown: named }
  }
  for (let folder = cwd; ; folder = dirname(folder)) {
    const found = NAMES.filter((name) => existsSync(join(folder, name)))
    if (found.length > 1) throw new UsageError(`${found.join(' and ')} both exist in ${relative(cwd, folder) || '.'}; keep one`)
    if (found.length === 1) return { path: join(folder, found[0]), shown: relative(cwd, join(folder, found[0])) }
    if (existsSync(join(folder, '.git')) || folder === dirname(folder)) return undefined
  }
}
