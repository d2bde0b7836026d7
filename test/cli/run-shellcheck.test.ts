import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { runShellcheck } from '../../lib/cli/run-shellcheck.ts'
import { lint } from '../../lib/lint/index.ts'
import { RULES } from '../../policies/index.ts'

const installed = spawnSync('shellcheck', ['--version']).status === 0
const POLICY = { name: 'shellcheck', levels: { shellcheck: 'warning' } } as const

/** `line:column text` of each remark; the text is what stands there in the file. */
function remarks(text: string, options: Readonly<Record<string, string>> = {}): readonly string[] {
  const files = [{ path: 'a.yaml', text }]
  const config = { rules: { shellcheck: { options } } }
  const shellcheck = runShellcheck(files, false)
  const { findings } = lint(files, { rules: RULES, policy: POLICY, config, now: 0, minor: 37, markdown: false, shellcheck })
  return findings.map(
    ({ message, start, end }) => `${message.split(' ')[0]} ${start.line}:${start.column} ${text.slice(start.offset, end.offset)}`,
  )
}

function job(...lines: readonly string[]): string {
  const spec = lines.map((line) => `          ${line}\n`).join('')
  return `apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec:\n  template:\n    spec:\n      containers:\n        - name: a\n${spec}`
}

test.skipIf(!installed).each<[title: string, text: string, found: readonly string[]]>([
  ['a block', job('command:', '  - sh', '  - -c', '  - |', '    # a comment', '    set -e', '    cd $missing'), ['SC2154 15:18 $missing']],
  ['double quotes', job('command: [sh, -c, "echo \\"a\\"; rm $gone"]'), ['SC2154 9:45 $gone']],
  ['a folded block', job('command: [sh, -c]', 'args:', '  - >-', '    echo a;', '    rm $gone'), ['SC2154 13:18 $gone']],
  ['characters beyond the BMP', job("command: [sh, -c, 'echo 😀; rm $gone']"), ['SC2154 9:42 $gone']],
  [
    'behind what the kubelet replaces',
    job("command: [sh, -c, 'echo $(HOST); rm $gone']", 'env: [{name: HOST, value: a-long-name.example.com}]'),
    ['SC2154 9:47 $gone'],
  ],
  ['a variable of the container', job("command: [sh, -c, 'rm $gone']", 'env: [{name: gone, value: a}]'), []],
  [
    'a ConfigMap',
    `${job('command: [sh, /s/run.sh]').trimEnd()}\n      volumes: [{name: s, configMap: {name: s}}]\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: s}\ndata:\n  run.sh: |\n    #!/bin/bash\n    rm $gone\n`,
    ['SC2154 18:8 $gone'],
  ],
  ['no script', job('command: [rm, $gone]'), []],
])('a remark stands where the fault is: %s', (_, text, found) => {
  expect(remarks(text)).toEqual(found)
})

test.skipIf(!installed)('options decide what is told', () => {
  const text = job("command: [sh, -c, 'echo $HOME; rm $gone']")
  expect(remarks(text, { severity: 'style' })).toContain('SC2086 9:35 $HOME')
  expect(remarks(text, { severity: 'error' })).toEqual([])
})

test('without shellcheck one line says so', () => {
  const { PATH } = process.env
  process.env.PATH = '/nowhere'
  try {
    expect(() => runShellcheck([{ path: 'a.yaml', text: job('command: [sh, -c, "cd $a"]') }], false)).toThrow(
      '--shellcheck: shellcheck is not installed',
    )
  } finally {
    process.env.PATH = PATH
  }
})
