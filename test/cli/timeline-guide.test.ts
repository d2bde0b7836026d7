import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

test('the guide shows what the command prints', () => {
  const [, line, shown] = /```console\n\$ cronwright (.*)\n([^]*?)```/.exec(readFileSync(`${root}/docs/timeline.md`, 'utf8')) ?? []
  const { stdout } = spawnSync(process.execPath, ['dist/cli.cjs', ...line.split(' ')], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  })
  expect(stdout.replace(/ +$/gm, '')).toBe(shown)
})
