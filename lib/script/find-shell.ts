import { programOf, wordsOf, type CommandLine, type Word } from './word.ts'

export type ShellName = 'sh' | 'bash' | 'dash' | 'ash' | 'ksh' | 'zsh'

const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'ash', 'ksh', 'zsh'])
/** Programs that run the rest of their arguments as a command. */
const WRAPPERS: ReadonlySet<string> = new Set([
  ...[
    'env',
    'busybox',
    'tini',
    'dumb-init',
    'catatonit',
    'timeout',
    'nice',
    'ionice',
    'exec',
    'gosu',
    'su-exec',
    'setpriv',
    'chpst',
    'flock',
  ],
])

/** A shell that a container starts, and what it is given to run. */
export interface ShellCall {
  readonly shell: ShellName
  /** Single letters and names of `-o`, such as `e` and `pipefail`. */
  readonly options: ReadonlySet<string>
  /** The word after `-c`. */
  readonly script?: Word
  /** The words behind the script: `$0`, `$1` and so on. */
  readonly operands: readonly Word[]
  /** Without `-c`: the file that the shell reads. */
  readonly file?: Word
}

/** The shell among the words of a container, directly or under a wrapper such as `tini --`; `undefined` where none is started. */
export function findShell(container: CommandLine): ShellCall | undefined {
  const words = wordsOf(container)
  const at = words.findIndex(({ text }) => SHELLS.has(programOf(text)))
  if (at < 0 || !words.slice(0, at).every(wraps)) return undefined
  return readCall(words[at], words.slice(at + 1))
}

/** A wrapper, one of its options, a duration, an assignment of `env` or a user. */
function wraps({ text }: Word, index: number): boolean {
  if (index === 0) return WRAPPERS.has(programOf(text)) || /^\/(?:.*\/)?(?:tini|dumb-init|init)$/.test(text)
  return WRAPPERS.has(programOf(text)) || /^-|^\d+(?:\.\d+)?[smhd]?$|^[A-Za-z_]\w*=|^[a-z][\w-]*$|^\/.*lock$/.test(text)
}

function readCall({ text }: Word, rest: readonly Word[]): ShellCall {
  const shell = programOf(text) as ShellName
  const options = new Set<string>()
  let isScript = false
  for (let index = 0; index < rest.length; index++) {
    const word = rest[index]
    const flags = /^-([A-Za-z]+)$/.exec(word.text)?.[1]
    if (flags !== undefined) {
      for (const flag of flags) if (flag !== 'c' && flag !== 'o') options.add(flag)
      if (flags.includes('o')) options.add(rest[++index]?.text ?? '')
      isScript ||= flags.includes('c')
    } else if (!/^(?:--.*|[-+].*)$/.test(word.text))
      return { shell, options, operands: rest.slice(index + 1), ...(isScript ? { script: word } : { file: word }) }
  }
  return { shell, options, operands: [] }
}
