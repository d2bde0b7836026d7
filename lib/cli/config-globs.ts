import { excluder } from '../lint/index.ts'
import type { PlacedGlob } from './config-file.ts'

/** What keeps a glob from ever matching a path below the config; `undefined` for a good one. */
export function faultOfGlob(glob: string): string | undefined {
  if (glob.includes('\\')) return 'folders are separated by /'
  if (/^(?:\/|[A-Za-z]:)/.test(glob)) return 'paths are relative to the folder of the config, so none begins with a slash or a drive'
  if (/^\.\.?\//.test(glob)) return 'paths are relative to the folder of the config and lie below it: leave out the leading dots'
  for (const [open, close] of ['[]', '{}', '()'])
    if (glob.split(open).length !== glob.split(close).length) return `'${open}' and '${close}' do not match`
  return undefined
}

/** Globs that match none of the paths, as one line each. */
export function unmatchedGlobs(globs: readonly PlacedGlob[], paths: readonly string[]): readonly string[] {
  return globs.filter(({ glob }) => !paths.some(excluder([glob]))).map(({ glob, place }) => `${place}: no file matches '${glob}'`)
}
