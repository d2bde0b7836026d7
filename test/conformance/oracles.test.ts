import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

/*
 * Where an oracle has been built (`go build`, see its folder), a short seeded run of its fuzzer holds us against the real library. The vectors that it found are
 * committed and need no Go.
 */
describe.each([
  ['yaml', 'yaml-oracle', '4000'],
  ['cron', 'cron-oracle', '10000'],
])('the %s oracle', (folder, binary, count) => {
  const home = fileURLToPath(new URL(`./oracle/${folder}/`, import.meta.url))

  test.skipIf(!existsSync(`${home}bin/${binary}`))('finds no difference in a short run', () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [`${home}fuzz.mjs`, count, '20261124'], { cwd: home, encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(stdout).toMatch(/: 0 differences\n$/)
    expect(status).toBe(0)
  }, 120_000)
})
