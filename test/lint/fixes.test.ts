import { expect, test } from 'vitest'
import { applyFixes, lint } from '../../lib/lint/index.ts'
import { POLICIES, RULES } from '../../policies/index.ts'

function report(text: string) {
  return lint([{ path: 'a.yaml', text }], { rules: RULES, policy: POLICIES.api, config: {}, now: 0, minor: 37, markdown: false })
}

const POD = 'template: {spec: {restartPolicy: Never, containers: [{name: a, image: "a:1"}]}}'

test.each([
  // the server would fill in a selector of a Job, and refuses one that is given
  ['into a place where it is refused as well', `spec:\n  schedule: "0 2 * * *"\n  selector: {}\n  jobTemplate:\n    spec:\n      ${POD}\n`],
  // the other one would be lost
  [
    'onto what stands there already',
    `spec:\n  schedule: "0 2 * * *"\n  backoffLimit: 1\n  jobTemplate:\n    spec:\n      backoffLimit: 2\n      ${POD}\n`,
  ],
])('a field is not moved %s', (_, spec) => {
  const { findings } = report(`apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\n${spec}`)
  expect(findings.map(({ rule, fix }) => [rule, fix])).toEqual([['misplaced-field', undefined]])
})

test('where moving it is all that is needed, it is moved', () => {
  const text = `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec:\n  schedule: "0 2 * * *"\n  backoffLimit: 1\n  jobTemplate:\n    spec:\n      ${POD}\n`
  const { findings } = report(text)
  expect(report(applyFixes(text, findings, false).text).findings).toEqual([])
})
