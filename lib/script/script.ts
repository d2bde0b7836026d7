import type { ShellName } from './find-shell.ts'

/** Shell text that stands in a manifest. */
export interface Script {
  /** Field of the scalar that holds it: `….containers[0].args[0]`, `data[backup.sh]`. */
  readonly path: string
  readonly text: string
  readonly shell: ShellName
  /** Options of the command line, such as `e` and `pipefail`. */
  readonly options: ReadonlySet<string>
}

const SHEBANG = /^#!\s*(?:\/usr\/bin\/env\s+(?:-S\s+)?)?(?:\S*\/)?(bash|dash|ash|ksh|zsh|sh)\b([^\n]*)/

/** The shell text of a file, known by its first line or by its name; `undefined` where it is something else. */
export function scriptOfFile(path: string, name: string, text: string): Script | undefined {
  const shebang = SHEBANG.exec(text)
  if (!shebang && (text.startsWith('#!') || !/\.(?:sh|bash)$/.test(name))) return undefined
  const options = new Set<string>()
  for (const [, flags] of shebang?.[2].matchAll(/-([A-Za-z]+)/g) ?? []) for (const flag of flags) options.add(flag)
  if (shebang?.[2].includes('pipefail')) options.add('pipefail')
  return { path, text, shell: (shebang?.[1] ?? (name.endsWith('.bash') ? 'bash' : 'sh')) as ShellName, options }
}

/** True where the script itself or its shell switches the option on: `hasOption(script, 'e', 'errexit')`. */
export function hasOption({ text, options }: Script, letter: string, name: string): boolean {
  if (options.has(letter) || options.has(name)) return true
  for (const [, words] of text.matchAll(/(?:^|[;&|{(\s])set\s+([-+][^\n;&|]*)/g)) {
    if (new RegExp(`(?:^|\\s)-o\\s*${name}\\b|(?:^|\\s)-[A-Za-z]*o\\s+${name}\\b`).test(words)) return true
    if (letter !== '' && new RegExp(`(?:^|\\s)-[A-Za-z]*${letter}`).test(words)) return true
  }
  return false
}
