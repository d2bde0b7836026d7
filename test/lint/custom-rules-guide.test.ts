import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { afterAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const [, example] = /```js\n(\/\/ rules\.mjs\n[^]*?)```/.exec(readFileSync(join(root, 'docs/custom-rules.md'), 'utf8')) ?? []

/* A project that has cronwright installed, with the module of the guide in it. */
const project = mkdtempSync(join(tmpdir(), 'cronwright-'))
const rules = join(project, 'rules.mjs')
mkdirSync(join(project, 'node_modules'))
symlinkSync(root, join(project, 'node_modules/cronwright'))
writeFileSync(rules, example)
afterAll(() => rmSync(project, { recursive: true, force: true }))

function cronJob(name: string, head: string): string {
  return `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: ${name}, namespace: shop${head}}\nspec: {schedule: "* * * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: "a:1"}]}}}}}\n`
}

function lint(text: string): readonly string[] {
  writeFileSync(join(project, 'jobs.yaml'), text)
  const args = [
    'lint',
    'jobs.yaml',
    '--rules',
    'rules.mjs',
    '--rule',
    'missing-cost-centre',
    '--rule',
    'too-many-frequent-jobs',
    '--format',
    'json',
  ]
  const { stdout, stderr } = spawnSync(process.execPath, [join(root, 'dist/cli.cjs'), ...args], { cwd: project, encoding: 'utf8' })
  expect(stderr).toBe('')
  const { findings } = JSON.parse(stdout) as { findings: { rule: string; level: string; path: string; start: { line: number } }[] }
  return findings.map(({ rule, level, path, start }) => `${rule} ${level} ${path}:${start.line}`)
}

test('the rules of the guide run from a project that has the package', () => {
  expect(lint(cronJob('a', ''))).toEqual(['missing-cost-centre warning metadata.labels[example.com/cost-centre]:3'])
  expect(lint(cronJob('a', ', labels: {example.com/cost-centre: cc-4711}'))).toEqual([])
  const eleven = Array.from({ length: 11 }, (_, index) => cronJob(`a-${index}`, ', labels: {example.com/cost-centre: cc-4711}'))
  expect(lint(eleven.join('---\n'))).toEqual(['too-many-frequent-jobs note spec.schedule:54'])
})

test('and their types hold: a field that only a Job has does not compile', () => {
  const errors = (text: string): readonly string[] => {
    writeFileSync(rules, text)
    const options: ts.CompilerOptions = {
      ...{ allowJs: true, checkJs: true, noEmit: true, strict: true, noImplicitAny: false, skipLibCheck: true, preserveSymlinks: true },
      ...{ module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, target: ts.ScriptTarget.ES2023, types: [] },
    }
    const program = ts.createProgram([rules], options)
    return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
  }
  expect(errors(example)).toEqual([])
  expect(errors(example.replace('cronJob.labels[', 'cronJob.lables[')).join()).toContain('lables')
})
