import { readFileSync } from 'node:fs'
import { DurationsError, readDurations, type Durations } from '../fleet/index.ts'
import { readManifests } from '../manifest/index.ts'
import { reason } from './reason.ts'
import { UsageError } from './usage-error.ts'

/** The durations of a YAML or JSON file. Throws a UsageError of one line. */
export function durationsAt(path: string): Durations {
  const [document] = readManifests(textAt(path))
  if (document?.errors.length) throw new UsageError(`${path}: ${document.errors[0].message}`)
  try {
    return readDurations(document?.value ?? {})
  } catch (error) {
    throw error instanceof DurationsError ? new UsageError(`${path}: ${error.message}`) : error
  }
}

function textAt(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new UsageError(`${path}: ${reason(error)}`)
  }
}
