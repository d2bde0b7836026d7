import { accessSync, chmodSync, chownSync, constants, existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { reason } from './reason.ts'
import { isTerminal } from './standard-output.ts'
import { UsageError } from './usage-error.ts'

/** Colours only on a terminal; `NO_COLOR` and `--no-color` switch them off, `FORCE_COLOR` and `--color` on. */
export function wantsColor(option: boolean | undefined): boolean {
  if (option !== undefined) return option
  if (process.env.NO_COLOR) return false
  if (process.env.FORCE_COLOR) return process.env.FORCE_COLOR !== '0'
  return isTerminal()
}

/** Writes beside and renames, so that a crash in the middle leaves the old file; mode and owner are kept, a link stays a link, and what is read-only is left alone. */
export function replaceFile(path: string, text: string, shown = path): void {
  const place = existsSync(path) ? realpathSync(path) : path
  const beside = `${place}.cronwright-${process.pid}.tmp`
  try {
    const old = statSync(place, { throwIfNoEntry: false })
    if (old && (old.mode & 0o222) === 0) throw new Error('is read-only')
    if (old) accessSync(place, constants.W_OK)
    writeFileSync(beside, text)
    if (old) {
      const own = statSync(beside)
      if (own.uid !== old.uid || own.gid !== old.gid) chownSync(beside, old.uid, old.gid)
      chmodSync(beside, old.mode & 0o7777)
    }
    renameSync(beside, place)
  } catch (error) {
    rmSync(beside, { force: true })
    throw new UsageError(`${shown}: cannot write: ${reason(error)}`)
  }
}
