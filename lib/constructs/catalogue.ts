import { BUILT } from './catalogue-built.ts'
import { BUILT_DATA } from './catalogue-data.ts'
import { LATER } from './catalogue-later.ts'

/*
 * Every system that the project exists for, and every parameter that somebody who builds one by hand sets. Five documents describe them:
 * `patterns` integrations of a platform, `recipes` four worked examples, `uses` ten use cases and their value, `guide` a guide to Jobs and CronJobs with a complete
 * batch system, `jobs` job definitions with queues, retries and steps.
 */
export type SourceDocument = 'patterns' | 'recipes' | 'uses' | 'guide' | 'jobs'

interface Described {
  /** What it is for. */
  readonly system: string
  /** Where it is described: document, and what is shown there. */
  readonly sources: readonly `${SourceDocument}: ${string}`[]
}

/** A system that can be built today. */
export interface BuiltSystem extends Described {
  /** Name of the exported class. */
  readonly construct: string
  /** File of the chart that shows it, in `charts/`. */
  readonly chart: string
  /**
   * What answers each parameter: a prop of the construct (`database.host`; of a list or map, its elements), a function of a value (`Retry.delays()`), or what every
   * synthesis of it says (`= restartPolicy: Never`).
   */
  readonly parameters: Readonly<Record<string, string>>
}

/** A system that is still to come. */
export interface LaterSystem extends Described {
  /** What it will be called. */
  readonly construct: string
  readonly parameters: readonly string[]
}

export type System = BuiltSystem | LaterSystem

export const isBuilt = (system: System): system is BuiltSystem => 'chart' in system

export const CATALOGUE: readonly System[] = [...BUILT, ...BUILT_DATA, ...LATER]
