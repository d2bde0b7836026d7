/** Where the globs of a config and the paths of files begin: absolute folders with forward slashes. */
export interface GlobBase {
  /** The folder of the config: its globs are relative to it. */
  readonly config: string
  /** The folder to which the paths of files are relative. */
  readonly files: string
}

/** The path of a file from the folder of the config; as it was given where it lies elsewhere, or where nobody knows the folders. */
export function globPath(path: string, base: GlobBase | undefined): string {
  if (!base) return path
  const absolute = normalized(/^(?:\/|[A-Za-z]:)/.test(path) ? path : `${base.files}/${path}`)
  const folder = normalized(base.config)
  if (absolute === folder) return ''
  return absolute.startsWith(`${folder}/`) ? absolute.slice(folder.length + 1) : path
}

function normalized(path: string): string {
  const steps: string[] = []
  for (const step of path.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.' && step !== '') steps.push(step)
  }
  return `/${steps.join('/')}`
}
