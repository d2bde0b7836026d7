import { readFileSync } from 'node:fs'

/** The rows of a file of verdicts beside this one. */
export function vectors<Row>(file: string): Row[] {
  return readFileSync(new URL(`./${file}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row)
}
