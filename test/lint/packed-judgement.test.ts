import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openLint, packJudgements, unpackJudgements, type FileJudgement } from '../../lib/lint/index.ts'
import { POLICIES, RULES } from '../../policies/index.ts'

const examples = fileURLToPath(new URL('../../examples', import.meta.url))

function judge(files: readonly { readonly path: string; readonly text: string }[]): readonly FileJudgement[] {
  const run = openLint(files, { rules: RULES, policy: POLICIES.strict, config: {}, now: 1_800_000_000, minor: 37, markdown: true })
  return run.files.map(run.judge)
}

const JOB = 'apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec:\n'

test.each<[title: string, text: string, how: 'string' | 'object']>([
  ['a plain Job', `${JOB}  backoffLimit: 1\n`, 'string'],
  ['nothing', '', 'string'],
  ['a number beyond 2^53', `${JOB}  backoffLimit: 9007199254740993\n`, 'object'],
  ['__proto__ as a key', `${JOB}  __proto__: {a: 1}\n`, 'string'],
  ['half a surrogate pair', `${JOB}  managedBy: "\\uD800"\n`, 'string'],
  ['a comment that suppresses', `# cronwright-ignore missing-field: a test\n${JOB}  parallelism: 1 # why\n`, 'string'],
  ['an object of another kind', 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {password: hunter22}\n', 'string'],
  ['a wrong type everywhere', `${JOB}  - 1\n`, 'string'],
])('%s crosses to another thread unchanged', (_, text, how) => {
  const judged = judge([{ path: 'a.yaml', text }])
  const packed = packJudgements(judged)
  expect(typeof packed).toBe(how)
  expect(unpackJudgements(structuredClone(packed))).toEqual(judged)
})

test('so do all examples', () => {
  const names = readdirSync(examples, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ya?ml|json|md)$/.test(name))
  const judged = judge(names.map((path) => ({ path, text: readFileSync(join(examples, path), 'utf8') })))
  expect(judged.some(({ workloads }) => workloads.length > 0)).toBe(true)
  expect(unpackJudgements(packJudgements(judged))).toEqual(judged)
})
