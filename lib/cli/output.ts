import { renameSync, statSync, writeFileSync, chmodSync, rmSync } from 'node:fs'
import { UsageError } from './usage-error.ts'

/** Colours only on a terminal; `NO_COLOR` and `--no-color` switch them off, `FORCE_COLOR` and `--color` on. */
export function wantsColor(option: boolean | undefined): boolean {
  if (option !== undefined) return option
  if (process.env.NO_COLOR) return false
  if (process.env.FORCE_COLOR) return process.env.FORCE_COLOR !== '0'
  return process.stdout.isTTY === true
}

/** Writes beside and renames, so that a crash in the middle leaves the old file; the mode is kept. */
export function replaceFile(path: string, text: string): void {
  const beside = `${path}.cronwright-${process.pid}.tmp`
  try {
    const mode = modeOf(path)
    writeFileSync(beside, text, mode === undefined ? {} : { mode })
    if (mode !== undefined) chmodSync(beside, mode)
    renameSync(beside, path)
  } catch (error) {
    rmSync(beside, { force: true })
    throw new UsageError(`${path}: cannot write: ${reason(error)}`)
  }
}

function modeOf(path: string): number | undefined {
  try {
    return statSync(path).mode & 0o7777
  } catch {
    return undefined
  }
}

/** What the system says, without its call and path. */
export function reason(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied'
  if (code === 'ENOENT') return 'no such file or folder'
  if (code === 'EISDIR') return 'is a folder'
  if (code === 'EROFS') return 'read-only file system'
  return message.replace(/^[A-Z]+: /, '').replace(/, \w+ '.*$/, '')
}
