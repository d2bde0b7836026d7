import { RULES } from '../../policies/index.ts'
import { settingsOf, type CalendarSettings } from '../calendar/index.ts'
import { readFleet, type Cluster } from '../fleet/index.ts'
import { excluder, globPath } from '../lint/index.ts'
import type { FileOnDisk } from './file-on-disk.ts'
import { findConfig } from './find-config.ts'

/** What the commands on the calendar take of the config: what is left out, what makes a cluster, and what must not meet. */
export interface CalendarInput {
  readonly settings: CalendarSettings
  /** The clusters that files make. What does not parse is told: its CronJobs would look as if they were not there. */
  readonly clustersOf: (files: readonly FileOnDisk[]) => readonly Cluster[]
}

export async function calendarInput(named: string | undefined, cwd: string): Promise<CalendarInput> {
  const { config, globBase } = await findConfig(named, RULES, cwd)
  const below = (path: string): string => globPath(path, globBase)
  const isExcluded = excluder(config.exclude ?? [])
  return {
    settings: settingsOf(config),
    clustersOf(files) {
      const kept = files.filter(({ path }) => !isExcluded(below(path)))
      const { clusters, unreadable } = readFleet(kept, config.clusters, false, below)
      for (const { path, line, message } of unreadable) process.stderr.write(`${path}:${line}: not read: ${message}\n`)
      return clusters
    },
  }
}

/** One line on each thing that the calendar does not show as its user may expect, each once. */
export function tellNotes(notes: readonly string[]): void {
  for (const note of new Set(notes)) process.stderr.write(`${note}\n`)
}
