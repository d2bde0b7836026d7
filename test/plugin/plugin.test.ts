import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkProperties } from '../../lib/plugin/properties.ts'

/*
 * The real `cdk8s synth` with the built plugin, named by its path as a project that has installed the package names it.
 */
const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'cronwright-plugin-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Outcome {
  readonly status: number | null
  readonly out: string
  readonly error: string
}

/** A project with one job, synthesized. */
function synth(patches: string, properties = '{}'): Outcome {
  writeFileSync(
    join(folder, 'main.mjs'),
    `import { App, Chart, JsonPatch } from 'cdk8s'
import { Schedule, ScheduledJob } from 'cronwright/constructs'

const app = new App()
const chart = new Chart(app, 'shop', { namespace: 'shop', disableResourceNameHashes: true })
new ScheduledJob(chart, 'orders', {
  name: 'orders-report',
  schedule: Schedule.daily({ at: '02:15' }),
  containers: [{ name: 'report', image: 'registry.example.com/report:2.4.1' }],
  overrides: [${patches}],
})
app.synth()
`,
  )
  writeFileSync(
    join(folder, 'cdk8s.yaml'),
    `language: typescript
app: node main.mjs
output: synth
validations:
  - package: ./node_modules/cronwright/dist/lib/plugin
    version: 0.1.0
    class: CronwrightValidation
    properties: ${properties}
`,
  )
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules/cdk8s-cli/bin/cdk8s'), 'synth'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false', NO_COLOR: '1' },
  })
  return { status, out: stripVTControlCharacters(stdout), error: stderr }
}

beforeAll(() => {
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(root, join(folder, 'node_modules/cronwright'))
  for (const name of ['cdk8s', 'cdk8s-plus-27', 'constructs'])
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name))
})

describe('cdk8s synth', () => {
  test('a good chart: success, exit code 0', () => {
    const { status, out } = synth('')
    expect(out).toMatch(/Status\s+│ success/)
    expect(status).toBe(0)
  })

  test('a bad chart: construct path, line, rule, exit code 2', () => {
    const { status, out } = synth("JsonPatch.remove('/spec/timeZone'), JsonPatch.add('/spec/jobTemplate/spec/backofLimit', 3)")
    expect(status).toBe(2)
    expect(out).toMatch(/Status\s+│ failure/)
    const manifest = readFileSync(join(folder, 'synth/shop.k8s.yaml'), 'utf8').split('\n')
    const line = manifest.findIndex((text) => text.includes('backofLimit')) + 1
    const [, violation] = out.split('unknown-field (1 occurrences)')
    expect(violation).toContain('- Construct Path: shop/orders/job')
    expect(violation).toContain(`- Manifest Path: synth/shop.k8s.yaml:${line}:`)
    expect(violation).toContain('- Resource Name: orders-report')
    expect(violation).toContain('> spec.jobTemplate.spec.backofLimit')
    expect(violation).toContain('How to fix: without strict validation this field is dropped silently; remove it')
    expect(out).toContain('missing-time-zone (1 occurrences)')
  })

  test('what is below failOn is logged with its place and fails nothing', () => {
    const { status, out } = synth("JsonPatch.remove('/spec/timeZone')", '{ failOn: error }')
    expect(status).toBe(0)
    expect(out).toMatch(/^synth\/shop\.k8s\.yaml:\d+:\d+: warning: .*\[missing-time-zone\]$/m)
  })

  test('a rule is switched off by its id', () => {
    expect(synth("JsonPatch.remove('/spec/timeZone')", '{ rules: { missing-time-zone: off } }').status).toBe(0)
  })

  test('a property that is misspelt: one line, exit code 1', () => {
    const { status, error } = synth('', '{ polcy: strict }')
    expect(status).toBe(1)
    expect(error.trim().split('\n')).toEqual([
      expect.stringContaining("unknown property 'polcy' (known: policy, kubernetesVersion, failOn, rules)"),
    ])
  })
})

test.each<[given: unknown, message: string]>([
  ['strict', 'a map of policy, kubernetesVersion, failOn, rules, not "strict"'],
  [{ failon: 'error' }, "unknown property 'failon'"],
  [{ policy: 'paranoid' }, "unknown policy 'paranoid' (known: "],
  [{ policy: 'toString' }, "unknown policy 'toString'"],
  [{ failOn: 'warn' }, "failOn 'warn' is no level (known: error, warning, note)"],
  [{ kubernetesVersion: 'newest' }, "kubernetesVersion 'newest' is no version such as '1.31'"],
  [{ rules: ['missing-owner'] }, 'rules is a map of rule and level'],
  [{ rules: { 'missing-zone': 'off' } }, "unknown rule 'missing-zone'"],
  [{ rules: { 'missing-owner': 'loud' } }, "rules.missing-owner: 'loud' is no level (known: error, warning, note, off)"],
])('properties %j are refused', (given, message) => {
  expect(() => checkProperties(given)).toThrow(message)
})

test('properties that are known are taken', () => {
  expect(checkProperties({ policy: 'strict', kubernetesVersion: 1.31, failOn: 'note', rules: { 'missing-owner': 'error' } })).toEqual({
    policy: 'strict',
    kubernetesVersion: '1.31',
    failOn: 'note',
    rules: { 'missing-owner': 'error' },
  })
  expect(checkProperties(undefined)).toEqual({})
})
