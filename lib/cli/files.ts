import { type Dirent, existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, posix, relative, resolve, sep } from 'node:path'
import ignore, { type Ignore } from 'ignore'
import { fileAt, type FileOnDisk } from './file-on-disk.ts'
import { UsageError } from './usage-error.ts'

export interface FindFilesOptions {
  readonly cwd: string
  /** Read fenced `yaml` blocks of Markdown files found in folders too. */
  readonly markdown: boolean
}

export const MANIFEST = /\.(ya?ml|json)$/i
const MARKDOWN = /\.(md|markdown)$/i
/** Never worth a look: dependencies and the history of version control. */
export const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['node_modules', '.git', '.hg', '.svn', '.terraform'])

/**
 * The files that the given paths mean: a file is taken whatever its name, a folder gives its `.yaml`, `.yml` and `.json` files (and Markdown on request)
 * that `.gitignore` does not exclude, in the order of their names. Throws a UsageError for a path that does not exist.
 */
export function findFiles(paths: readonly string[], options: FindFilesOptions): FileOnDisk[] {
  const found = new Map<string, FileOnDisk>()
  const add = (path: string): void => {
    if (!found.has(path)) found.set(path, fileAt(path, options.cwd))
  }
  for (const path of paths) {
    if (path === '') throw new UsageError('an empty path names nothing; the working directory is .')
    const absolute = resolve(options.cwd, path)
    if (!existsSync(absolute)) throw new UsageError(`${path}: no such file or folder`)
    if (statSync(absolute).isDirectory()) {
      const head = beginningOf(path)
      for (const file of walk(absolute, levelsFor(absolute), options.markdown))
        add(file === absolute ? shownFile(path) : head + insideOf(file, absolute))
    } else add(shownFile(path))
  }
  return [...found.values()]
}

/** Paths are shown as they were given, with forward slashes, so that the same command prints the same bytes on every machine. */
function beginningOf(folder: string): string {
  return posix.join(shownFile(folder), 'file').slice(0, -'file'.length)
}

/** What of a file's path stands behind its folder's. */
function insideOf(file: string, folder: string): string {
  const inside = file.slice(folder.endsWith(sep) ? folder.length : folder.length + 1)
  return sep === '/' ? inside : inside.split(sep).join('/')
}

function shownFile(path: string): string {
  return sep === '/'
    ? path.replace(/^\.\/(?=.)/, '')
    : path
        .split(sep)
        .join('/')
        .replace(/^\.\/(?=.)/, '')
}

/** One `.gitignore` and the folder to which its patterns are relative. */
interface IgnoreLevel {
  readonly folder: string
  readonly matcher: Ignore
}

function* walk(folder: string, levels: readonly IgnoreLevel[], markdown: boolean): Generator<string> {
  const entries = entriesOf(folder)
  // It is named among what could not be read: whoever opens it is told why.
  if (!entries) return yield folder
  const here = withIgnoreFile(folder, levels)
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      if (!SKIPPED_FOLDERS.has(entry.name) && !isIgnored(`${path}${sep}`, here)) yield* walk(path, here, markdown)
    } else if (
      (MANIFEST.test(entry.name) || (markdown && MARKDOWN.test(entry.name))) &&
      isReadableFile(path, entry.isFile()) &&
      !isIgnored(path, here)
    )
      yield path
  }
}

/** In the order of their names; `undefined` for a folder that may not be read. */
function entriesOf(folder: string): readonly Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  } catch {
    return undefined
  }
}

/** Links to files count, links to folders do not: they could lead in a circle or out of the repository. */
function isReadableFile(path: string, regular: boolean): boolean {
  if (regular) return true
  return lstatSync(path).isSymbolicLink() && existsSync(path) && statSync(path).isFile()
}

function withIgnoreFile(folder: string, levels: readonly IgnoreLevel[]): readonly IgnoreLevel[] {
  const path = join(folder, '.gitignore')
  if (!existsSync(path)) return levels
  return [...levels, { folder, matcher: ignore().add(readFileSync(path, 'utf8')) }]
}

/** The `.gitignore` files between the root of the repository and this folder. */
function ignoredAbove(folder: string): readonly IgnoreLevel[] {
  const root = gitRoot(folder)
  if (root === undefined || root === folder) return []
  const between: string[] = []
  for (let current = dirname(folder); current.length >= root.length; current = dirname(current)) {
    between.unshift(current)
    if (current === dirname(current)) break
  }
  return between.reduce<readonly IgnoreLevel[]>((levels, current) => withIgnoreFile(current, levels), [])
}

/** A folder that is named although it is ignored, such as the output of a synthesis, is meant. */
function levelsFor(folder: string): readonly IgnoreLevel[] {
  const above = ignoredAbove(folder)
  return isIgnored(`${folder}${sep}`, above) ? [] : above
}

/** The deepest `.gitignore` that has an opinion decides. */
function isIgnored(path: string, levels: readonly IgnoreLevel[]): boolean {
  for (let index = levels.length - 1; index >= 0; index--) {
    const { folder, matcher } = levels[index]
    const { ignored, unignored } = matcher.test(relative(folder, path).split(sep).join('/') + (path.endsWith(sep) ? '/' : ''))
    if (ignored) return true
    if (unignored) return false
  }
  return false
}

/** The folder that holds `.git`, at or above `folder`. */
export function gitRoot(folder: string): string | undefined {
  for (let current = folder; ; current = dirname(current)) {
    if (existsSync(join(current, '.git'))) return current
    if (current === dirname(current)) return undefined
  }
}
