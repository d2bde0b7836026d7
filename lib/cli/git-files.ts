import { execFileSync } from 'node:child_process'
import type { FileOnDisk } from './file-on-disk.ts'
import { MANIFEST, SKIPPED_FOLDERS } from './files.ts'
import { UsageError } from './usage-error.ts'

/** A partial clone would ask its server for what it lacks. */
const ENVIRONMENT = { ...process.env, GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0' }
const LARGEST = 1 << 30

/** The manifests of a revision below the working directory, read from git's objects: nothing is checked out and no filter runs. */
export function filesAtRevision(revision: string, cwd: string): readonly FileOnDisk[] {
  const commit = resolveRevision(revision, cwd)
  const listed = git(['ls-tree', '-r', '-z', commit], cwd).toString('utf8').split('\0')
  const blobs = listed.flatMap((line) => {
    const [, type, id, path] = /^\d+ (\w+) ([0-9a-f]+)\t(.*)$/s.exec(line) ?? []
    return type === 'blob' && MANIFEST.test(path) && !path.split('/').some((folder) => SKIPPED_FOLDERS.has(folder)) ? [{ id, path }] : []
  })
  const texts = readBlobs(
    blobs.map(({ id }) => id),
    cwd,
  )
  return blobs.map(({ path }, index) => ({ path, text: texts[index] }))
}

function resolveRevision(revision: string, cwd: string): string {
  if (revision.startsWith('-')) throw new UsageError(`${revision}: no folder, file or git revision`)
  try {
    return git(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`], cwd)
      .toString('utf8')
      .trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new UsageError(`${revision}: no such file or folder, and git is not installed`)
    throw new UsageError(`${revision}: no such file, folder or git revision here${shallowHint(cwd)}`)
  }
}

function shallowHint(cwd: string): string {
  try {
    const shallow = git(['rev-parse', '--is-shallow-repository'], cwd).toString('utf8').trim() === 'true'
    return shallow
      ? '; this clone is shallow, fetch more history first (git fetch --unshallow, or fetch-depth: 0 in the checkout action)'
      : ''
  } catch {
    return ''
  }
}

/** `cat-file --batch` answers `<id> <type> <size>`, a line feed, the bytes, and a line feed for each id. */
function readBlobs(ids: readonly string[], cwd: string): readonly string[] {
  if (ids.length === 0) return []
  const answer = git(['cat-file', '--batch'], cwd, `${ids.join('\n')}\n`)
  let at = 0
  return ids.map((id) => {
    const end = answer.indexOf(10, at)
    const size = Number(/ blob (\d+)$/.exec(answer.toString('latin1', at, end))?.[1] ?? Number.NaN)
    if (Number.isNaN(size)) throw new UsageError(`git: object ${id} is not in this clone`)
    at = end + 1 + size + 1
    return answer.toString('utf8', end + 1, end + 1 + size)
  })
}

function git(args: readonly string[], cwd: string, input = ''): Buffer {
  return execFileSync('git', args, { cwd, input, env: ENVIRONMENT, maxBuffer: LARGEST, stdio: ['pipe', 'pipe', 'ignore'] })
}
