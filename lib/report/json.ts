import type { Reporter } from './reporter.ts'

/** The report itself; its schema is part of the package (`cronwright/report.schema.json`). */
export const json: Reporter = (report) => `${JSON.stringify(report, undefined, 2)}\n`
