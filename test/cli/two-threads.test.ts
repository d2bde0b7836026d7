import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const dist = fileURLToPath(new URL('../../dist', import.meta.url))
const examples = fileURLToPath(new URL('../../examples', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'cronwright-threads-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Some hundred files, so that the second thread is awake before the first has judged them all. */
const files = join(folder, 'files')
for (let copy = 0; copy < 25; copy++) cpSync(examples, join(files, `copy-${copy}`), { recursive: true })
const odd = join(files, 'odd')
mkdirSync(odd)
const JOB = 'apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec:\n'
for (let copy = 0; copy < 100; copy++) {
  writeFileSync(join(odd, `large-number-${copy}.yaml`), `${JOB}  backoffLimit: 9007199254740993\n`)
  writeFileSync(join(odd, `broken-${copy}.yaml`), `${JOB}  a: [1\n`)
  writeFileSync(join(odd, `zone-${copy}.yaml`), ZONED(copy))
  writeFileSync(join(odd, `suppressed-${copy}.yaml`), `# cronwright-ignore missing-field: a test\n${JOB}  parallelism: 1\n`)
}
writeFileSync(join(odd, 'unreadable.yaml'), JOB)
chmodSync(join(odd, 'unreadable.yaml'), 0)

function ZONED(minute: number): string {
  const at = `${minute % 60} 2 * * *`
  return `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: zone-${minute}}\nspec: {schedule: "${at}", timeZone: America/New_York}\n`
}

function lint(cli: string, threads: string, ...args: readonly string[]) {
  return spawnSync(process.execPath, [join(cli, 'cli.cjs'), 'lint', ...args, '--now', '2027-01-15', '--format', 'json'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, CRONWRIGHT_THREADS: threads },
  })
}

test.each<[title: string, options: readonly string[]]>([
  ['recommended', []],
  ['strict with Markdown', ['--policy', 'strict', '--markdown']],
  ['one rule', ['--rule', 'run-skipped-by-dst']],
  ['an older Kubernetes', ['--kubernetes-version', '1.28']],
  ['context', ['--context', '.', 'files/odd/zone-1.yaml']],
])('two threads say what one says: %s', (_, options) => {
  const paths = options.includes('--context') ? [] : ['files']
  const one = lint(dist, '1', ...paths, ...options)
  const two = lint(dist, '2', ...paths, ...options)
  expect(JSON.parse(one.stdout)).toHaveProperty('findings.0')
  expect(two.stdout).toBe(one.stdout)
  expect([two.status, two.stderr]).toEqual([one.status, one.stderr])
})

test('in whatever order the files are named', () => {
  const names = readdirSync(odd).map((name) => `files/odd/${name}`)
  const one = lint(dist, '1', ...names)
  const two = lint(dist, '2', ...names.toReversed())
  expect(two.stdout).toBe(one.stdout)
})

test('standard input needs one', () => {
  const { stdout, status } = spawnSync(process.execPath, [join(dist, 'cli.cjs'), 'lint', '-', '--rule', 'invalid-schedule'], {
    input: ZONED(1),
    encoding: 'utf8',
    env: { ...process.env, CRONWRIGHT_THREADS: '2' },
  })
  expect([status, stdout.split('\n')[0]]).toEqual([0, expect.stringContaining('1 CronJob')])
})

test.each<[how: string, code: string, said: string]>([
  ['throws', 'throw new Error("out of luck")', 'out of luck'],
  ['exits', 'process.exit(7)', 'code 7'],
  [
    'takes files and forgets them',
    'const { next } = require("node:worker_threads").workerData; Atomics.add(next, 0, 16)',
    'files are judged',
  ],
])('a thread that %s ends the run in one line, and nothing is reported', (_, code, said) => {
  const broken = join(folder, 'broken-dist')
  cpSync(dist, broken, { recursive: true, filter: (path) => !/judge-worker\..*cache$|dist\/(lib|policies)/.test(path) })
  writeFileSync(join(broken, 'judge-worker.cjs'), code)
  const { status, stdout, stderr } = lint(broken, '2', 'files')
  expect([status, stdout]).toEqual([3, ''])
  expect(stderr).toMatch(new RegExp(`^cronwright: internal error: a thread that judges files ended early: .*${said}.*\\n$`))
})

test('CRONWRIGHT_THREADS knows two numbers', () => {
  const { status, stderr } = lint(dist, 'many', 'files')
  expect([status, stderr]).toEqual([2, "cronwright: CRONWRIGHT_THREADS: 'many' is neither 1 nor 2\n"])
})
