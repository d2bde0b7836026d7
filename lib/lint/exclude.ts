import picomatch from 'picomatch'

/** Tells which paths globs match. One without a slash matches at any depth, as in `.gitignore`. */
export function matcherOf(globs: readonly string[]): (path: string) => boolean {
  const matches = picomatch(
    globs.map((glob) => (glob.includes('/') ? glob : `**/${glob}`)),
    { dot: true },
  )
  return (path) => matches(path)
}

/** Tells which paths the config excludes; the name of a folder excludes what is in it. */
export function excluder(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false
  return matcherOf(globs.flatMap((glob) => [glob, `${glob.includes('/') ? '' : '**/'}${glob.replace(/\/$/, '')}/**`]))
}
