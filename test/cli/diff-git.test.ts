import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const command = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url))
const root = mkdtempSync(join(tmpdir(), 'cronwright-diff-'))
const repository = join(root, 'full')

function git(...args: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args], { cwd: repository, stdio: 'ignore' })
}

function diff(cwd: string, ...args: readonly string[]) {
  return spawnSync(process.execPath, [command, 'diff', ...args, '--now', '2027-01-15T12:00:00Z'], { cwd, encoding: 'utf8' })
}

const TEMPLATE = "jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1'}]}}}}"

function manifest(name: string, schedule: string): string {
  return `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: ${name}, namespace: shop}\nspec: {schedule: "${schedule}", ${TEMPLATE}}\n`
}

beforeAll(() => {
  mkdirSync(join(repository, 'jobs', 'größe'), { recursive: true })
  git('init', '-q')
  for (let index = 0; index < 50; index++)
    writeFileSync(join(repository, 'jobs', `${index}.yaml`), manifest(`job-${index}`, `${index} 2 * * *`))
  writeFileSync(join(repository, 'jobs', 'größe', 'a b.yaml'), manifest('umlaut', '0 2 * * *'))
  git('add', '.')
  git('commit', '-qm', 'before')
  writeFileSync(join(repository, 'jobs', '0.yaml'), manifest('job-0', '30 2 * * *'))
  git('commit', '-qam', 'after')
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const RUNS_AFTER = ['2027-01-16T02:30:00Z', '2027-01-17T02:30:00Z', '2027-01-18T02:30:00Z']

test.each([[['HEAD~1..']], [['HEAD~1..HEAD']], [['HEAD~1', 'HEAD']], [['HEAD~1']], [['HEAD~1', '.']]])('%j', (args) => {
  const { stdout, stderr, status } = diff(repository, ...args, '--format', 'json')
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
  expect(JSON.parse(stdout)).toMatchObject({
    moved: [{ job: 'shop/job-0', before: '0 2 * * * UTC', after: '30 2 * * * UTC', runsAfter: RUNS_AFTER }],
    added: [],
    removed: [],
    startsAtMerge: [{ job: 'shop/job-0', slot: '2027-01-15T02:30:00Z', why: 'moved' }],
  })
})

test('below a folder, only that folder counts', () => {
  const { stdout } = diff(join(repository, 'jobs', 'größe'), 'HEAD~1..')
  expect(stdout).toMatch(/^nothing moves/)
})

test('a shallow clone says what to fetch', () => {
  execFileSync('git', ['clone', '-q', '--depth', '1', `file://${repository}`, join(root, 'shallow')], { stdio: 'ignore' })
  const { status, stderr } = diff(join(root, 'shallow'), 'HEAD~1..')
  expect(status).toBe(2)
  expect(stderr).toMatch(/^cronwright: HEAD~1: no such file, folder or git revision here; this clone is shallow, .*\n$/)
})
