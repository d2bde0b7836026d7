import { readFileSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { reason } from './reason.ts'
import { UsageError } from './usage-error.ts'

/** A file to lint. Its text is read when asked for and not kept, so that memory does not grow with the repository. */
export interface FileOnDisk {
  readonly path: string
  readonly text: string
}

export function fileAt(path: string, cwd: string): FileOnDisk {
  return {
    path,
    get text() {
      try {
        return readText(isAbsolute(path) ? path : resolve(cwd, path))
      } catch (error) {
        throw new UsageError(`${path}: cannot be read: ${reason(error)}`)
      }
    },
  }
}

/** UTF-8 as Go reads it: a byte that is no UTF-8 becomes U+FFFD, which the reader then judges. */
export function readText(path: string): string {
  return readFileSync(path, 'utf8')
}
