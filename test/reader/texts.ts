import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { vectors } from '../conformance/vectors.ts'

/** Real manifests beside the project, where they are: `CRONWRIGHT_CORPUS` or the sibling folder. The tests that use them are skipped without. */
const corpus = process.env.CRONWRIGHT_CORPUS ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url))

export const corpusTexts: readonly (readonly [path: string, text: string])[] = ['manifests', 'mistakes', 'shapes'].flatMap((folder) =>
  existsSync(`${corpus}/${folder}`)
    ? readdirSync(`${corpus}/${folder}`).map((name) => [`${folder}/${name}`, readFileSync(`${corpus}/${folder}/${name}`, 'utf8')] as const)
    : [],
)

/** Texts of the vectors, which are always there. */
export function vectorTexts(): readonly string[] {
  return [
    ...vectors<{ yaml: string }>('yaml/yaml-to-json.jsonl').map(({ yaml }) => yaml),
    ...vectors<{ manifest: string }>('api/mutations.jsonl').map(({ manifest }) => manifest),
  ]
}
