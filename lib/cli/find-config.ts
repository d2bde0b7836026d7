import { dirname, sep } from 'node:path'
import { POLICIES } from '../../policies/index.ts'
import { globPath, type Config, type GlobBase } from '../lint/index.ts'
import type { RegisteredRule } from '../rule/index.ts'
import type { PlacedGlob } from './config-file.ts'

export interface FoundConfig {
  readonly config: Config
  readonly globs: readonly PlacedGlob[]
  readonly globBase?: GlobBase
}

export async function findConfig(named: string | undefined, rules: readonly RegisteredRule[], cwd: string): Promise<FoundConfig> {
  const { locateConfig } = await import('./config-place.ts')
  const place = locateConfig(named, cwd)
  if (place === undefined) return { config: {}, globs: [] }
  const { readConfig } = await import('./config-file.ts')
  return { ...readConfig(place, rules, Object.keys(POLICIES)), globBase: { config: slashed(dirname(place.path)), files: slashed(cwd) } }
}

/** A glob that matches nothing is a typo or a leftover; only a run over everything below the config can tell. */
export async function tellUnmatched(
  found: FoundConfig,
  files: readonly { readonly path: string }[],
  asked: readonly string[],
): Promise<void> {
  const { globs, globBase } = found
  const whole = (asked.length > 0 ? asked : ['.']).some((path) => globPath(path, globBase) === '')
  if (!globBase || globs.length === 0 || !whole) return
  const { unmatchedGlobs } = await import('./config-globs.ts')
  const paths = files.map(({ path }) => globPath(path, globBase))
  for (const line of unmatchedGlobs(globs, paths)) process.stderr.write(`${line}\n`)
}

function slashed(folder: string): string {
  return sep === '/' ? folder : folder.split(sep).join('/')
}
