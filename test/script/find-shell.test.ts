import { expect, test } from 'vitest'
import { findShell, hasOption, scriptOfFile } from '../../lib/script/index.ts'

test.each<[command: readonly string[] | undefined, args: readonly string[] | undefined, found: string]>([
  [['sh', '-c', 'a'], undefined, 'sh  command[2]=a'],
  [['/bin/bash', '-ceu', 'a'], undefined, 'bash e,u command[2]=a'],
  [['bash', '-euo', 'pipefail', '-c'], ['a'], 'bash e,u,pipefail args[0]=a'],
  [['bash', '-c', '-e', 'a'], undefined, 'bash e command[3]=a'],
  [undefined, ['sh', '-c', 'a'], 'sh  args[2]=a'],
  [['tini', '--', 'sh', '-c'], ['a'], 'sh  args[0]=a'],
  [['timeout', '300', 'sh', '-c', 'a'], undefined, 'sh  command[4]=a'],
  [['env', 'A=b', 'bash'], ['/scripts/run.sh', 'x'], 'bash  file /scripts/run.sh'],
  // no shell of this container
  [['kubectl', 'exec', 'db', '--', 'sh', '-c', 'a'], undefined, 'none'],
  [undefined, ['-c', 'a'], 'none'],
  [['psql', '-c', 'a'], undefined, 'none'],
  [undefined, undefined, 'none'],
])('%j %j: %s', (command, args, found) => {
  const call = findShell({ path: 'c', command, args })
  const { script, file } = call ?? {}
  const what = script ? `${script.path.slice(2)}=${script.text}` : `file ${file?.text}`
  expect(call ? `${call.shell} ${[...call.options].join(',')} ${what}` : 'none').toBe(found)
})

test.each<[name: string, text: string, shell: string | undefined]>([
  ['run', '#!/bin/sh\na', 'sh'],
  ['run', '#!/usr/bin/env bash\na', 'bash'],
  ['run.sh', 'a', 'sh'],
  ['run.sh', '#!/usr/bin/python3\na', undefined],
  ['settings.yaml', 'a: b', undefined],
])('%s beginning with %j is for %s', (name, text, shell) => {
  expect(scriptOfFile('data.run', name, text)?.shell).toBe(shell)
})

test.each<[text: string, errexit: boolean, pipefail: boolean]>([
  ['a', false, false],
  ['set -e\na', true, false],
  ['set -euo pipefail; a', true, true],
  ['set -o errexit -o pipefail', true, true],
  ['set -x\nset -o pipefail', false, true],
  ['#!/bin/bash -e\na', true, false],
  ['reset -e', false, false],
  ['set +e', false, false],
])('%j: errexit %s, pipefail %s', (text, errexit, pipefail) => {
  const script = scriptOfFile('data.run', 'run.sh', text)
  expect([script && hasOption(script, 'e', 'errexit'), script && hasOption(script, '', 'pipefail')]).toEqual([errexit, pipefail])
})
