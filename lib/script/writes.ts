/** A file that a script writes. */
export interface FileWrite {
  /** Absolute; a variable that is set to a path in the script is resolved, what else changes from run to run stays as it is written. */
  readonly path: string
  /** Offsets of the target into the script. */
  readonly from: number
  readonly to: number
  /** The script does something else with the file, its folder or its variable: uploads it, moves it, prints it. */
  readonly readLater: boolean
}

const TARGET = String.raw`["']?(\$\{?\w+\}?|\/[^\s"';|&)<>]+)["']?`
/** Redirections, tee, and the options by which dumps and downloads name their file. */
const WRITES = new RegExp(
  String.raw`(?<![0-9&>])>{1,2}\s*${TARGET}|\btee\s+(?:-a\s+)?${TARGET}|\s(?:--output|--file|--result-file|--out)[= ]${TARGET}|\b(?:pg_dump|pg_dumpall|mysqldump|mongodump|tar|curl|wget)\b[^\n|;&]*?\s(?:-[foO]|-?c\w*f)\s+${TARGET}`,
  'g',
)
const ASSIGNMENT = /(?:^|[\s;])(?:export\s+|local\s+)?(\w+)=["']?(\/[^\s"';&|]+)/g

/** Files that a script writes with a name that begins at the root; what cannot be told is left out. */
export function writesOf(script: string): readonly FileWrite[] {
  const variables = new Map([...script.matchAll(ASSIGNMENT)].map(([, name, path]) => [name, path]))
  const writes = [...script.matchAll(WRITES)].flatMap((match) => {
    const target = match.slice(1).find((group) => group !== undefined) ?? ''
    const name = /^\$\{?(\w+)\}?$/.exec(target)?.[1]
    const path = name === undefined ? target : variables.get(name)
    const from = match.index + match[0].lastIndexOf(target)
    return path === undefined || /^\/(?:dev|proc|sys)\//.test(path) ? [] : [{ path, target, name, from, to: from + target.length }]
  })
  return writes.map(({ path, target, name, from, to }) => ({
    path,
    from,
    to,
    readLater: isReadLater(script, { path, target, name }, writes),
  }))
}

interface Target {
  readonly path: string
  readonly target: string
  readonly name: string | undefined
}

/** Anything that is said of the file beside writing it: its fixed part, its folder below the root, or its variable. */
function isReadLater(script: string, { path, name }: Target, writes: readonly { readonly from: number; readonly to: number }[]): boolean {
  const fixed = path.split('$')[0].replace(/[^/]*$/, (last) => (path.includes('$') ? '' : last))
  const folder = path.slice(0, path.lastIndexOf('/'))
  const mentions = [
    ...(name === undefined ? [] : [`$${name}`, `\${${name}`]),
    ...(fixed.length > 1 && fixed !== '/tmp/' ? [fixed] : []),
    ...(folder.split('/').length > 2 ? [folder] : []),
  ]
  return mentions.some((text) => {
    for (let at = script.indexOf(text); at >= 0; at = script.indexOf(text, at + 1)) {
      const isWrite = writes.some(({ from, to }) => at >= from - 1 && at < to)
      const isSet = /(?:(?<![-\w])\w+=["']?|mkdir\s+(?:-p\s+)?["']?)$/.test(script.slice(Math.max(0, at - 60), at))
      if (!isWrite && !isSet) return true
    }
    return false
  })
}
