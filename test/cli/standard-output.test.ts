import { spawn, spawnSync } from 'node:child_process'
import { existsSync, openSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const cli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url))

test('a slow reader gets every byte', async () => {
  const args = [cli, 'rules', '--format', 'json']
  const whole = spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  // Somebody who waits for data keeps what a program leaves behind when it ends.
  child.stdout.on('readable', () => undefined)
  await new Promise((resolve) => setTimeout(resolve, 300))
  let read = ''
  for await (const chunk of child.stdout) read += String(chunk)
  expect(whole.length).toBeGreaterThan(10_000)
  expect(read).toBe(whole)
})

test('a reader that has seen enough is no error', () => {
  const { stdout, stderr } = spawnSync('sh', ['-c', `"$0" "$1" rules | head -n 1`, process.execPath, cli], { encoding: 'utf8' })
  expect([stdout.split('\n').length, stderr]).toEqual([2, ''])
})

test.skipIf(!existsSync('/dev/full'))('a full disk is told in one line', () => {
  const { status, stderr } = spawnSync(process.execPath, [cli, 'rules'], { stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'] })
  expect([status, String(stderr)]).toEqual([2, 'cronwright: standard output: no space left on device\n'])
})
