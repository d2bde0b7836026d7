import { github } from './github.ts'
import { gitlab } from './gitlab.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { markdown } from './markdown.ts'
import { rdjson } from './rdjson.ts'
import type { Reporter } from './reporter.ts'
import { sarif } from './sarif.ts'
import { text } from './text.ts'

export * from './reporter.ts'

/** Every output format by its name. */
export const REPORTERS = { text, json, sarif, github, gitlab, junit, rdjson, markdown } as const satisfies Record<string, Reporter>

export type Format = keyof typeof REPORTERS
