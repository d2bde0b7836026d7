import picomatch from 'picomatch'

/** Tells which paths the config excludes. A glob without a slash matches at any depth, as in `.gitignore`. */
export function excluder(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false
  return picomatch(
    globs.map((glob) => (glob.includes('/') ? glob : `**/${glob}`)),
    { dot: true },
  )
}
