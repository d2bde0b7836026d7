import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { describeWith } from './tools.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const shellScripts = ['lib/constructs/scripts', 'scripts', 'test/conformance/oracle/api'].flatMap((folder) =>
  readdirSync(`${root}/${folder}`)
    .filter((name) => name.endsWith('.sh'))
    .map((name) => `${folder}/${name}`),
)

describeWith(['shellcheck'], 'shell scripts', () => {
  test.each([...shellScripts, '.ci/run'])('shellcheck has no remark on %s', (script) => {
    const { status, stdout } = spawnSync('shellcheck', ['--external-sources', '--format=gcc', script], { cwd: root, encoding: 'utf8' })
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
  })
})
