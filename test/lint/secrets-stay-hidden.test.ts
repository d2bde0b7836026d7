import { expect, test } from 'vitest'
import { lint } from '../../lib/index.ts'

const NOW = Date.parse('2027-01-15T12:00:00Z') / 1000
const JOB = (container: string): string =>
  `apiVersion: batch/v1\nkind: Job\nmetadata: {name: a, namespace: b}\nspec:\n  template:\n    spec:\n      restartPolicy: Never\n      containers:\n        - name: a\n          image: registry.example.com/a:1\n${container}`

test.each([
  ['literal-secret', JOB('          env:\n            - {name: DB_PASSWORD, value: "hunter22-and-more"}\n')],
  ['secret-in-command-line', JOB('          args: [--password=hunter22-and-more]\n')],
  ['secret-in-git', 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n  password: hunter22-and-more\n'],
  [
    'secret-in-git',
    'kind: Kustomization\napiVersion: kustomize.config.k8s.io/v1beta1\nsecretGenerator:\n  - name: a\n    literals:\n      - password=hunter22-and-more\n',
  ],
])('a report of %s shows no secret whole', (rule, text) => {
  const findings = lint([{ path: 'a.yaml', text }], { now: NOW, policy: 'strict' }).findings.filter((finding) => finding.rule === rule)
  expect(findings).toHaveLength(1)
  expect(findings[0].excerpt).toContain('hu***************')
  expect(JSON.stringify(findings)).not.toContain('hunter22')
})

test('another finding on the line of a secret does not show it either', () => {
  const text = JOB('          env:\n            - {name: DB_PASSWORD, value: "hunter22-and-more"} # cronwright-ignore literal-secret\n')
  const { findings } = lint([{ path: 'a.yaml', text }], { now: 0 })
  expect(findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['literal-secret', 'suppression-without-reason']))
  expect(JSON.stringify(findings)).not.toContain('hunter22')
})
