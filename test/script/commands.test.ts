import { expect, test } from 'vitest'
import { readCommands } from '../../lib/script/index.ts'

test.each<[script: string, commands: readonly string[]]>([
  ['', []],
  ['pg_dump orders', ['pg_dump orders']],
  ['a; b && c || d', ['a', 'b', 'c', 'd']],
  ['a | b\nc', ['a', 'b', 'c']],
  ['echo "a; b" \'c | d\'; e', ['echo "a; b" \'c | d\'', 'e']],
  ['x=$(a; b | c)\nd', ['x=$(a; b | c)', 'd']],
  ['x=$(echo ")" ")"); d', ['x=$(echo ")" ")")', 'd']],
  ['a # b; c\nd', ['a # b; c', 'd']],
  ['echo a#b; c', ['echo a#b', 'c']],
  ['cat <<EOF\na; b\nEOF\nc', ['cat <<EOF', 'c']],
  ['cat <<-"END" > x\n  a\n  END\nc', ['cat <<-"END" > x', 'c']],
  ['a \\\n  -b; c', ['a \\\n  -b', 'c']],
  ['a | \\\n  b', ['a', 'b']],
  ['a 2>&1 &> b', ['a 2>&1 &> b']],
  ['if a; then b; else c; fi; d', ['a', 'b', 'c', 'd']],
  ['while read -r x; do b "$x"; done < list', ['read -r x', 'b "$x"']],
  ['( a; b )\nc', ['a', 'b', 'c']],
  ["echo 'never closed", ["echo 'never closed"]],
])('%j holds %j', (script, commands) => {
  expect(readCommands(script).map(({ text }) => text)).toEqual(commands)
  for (const { text, start } of readCommands(script)) expect(script.startsWith(text, start)).toBe(true)
})

test.each<[script: string, depths: readonly number[]]>([
  ['a; if b; then c; fi; d', [0, 1, 1, 0]],
  ['for x in y; do z; done; w', [1, 1, 0]],
])('%j has the depths %j', (script, depths) => {
  expect(readCommands(script).map(({ depth }) => depth)).toEqual(depths)
})

test.each<[script: string, tested: readonly boolean[]]>([
  ['if a; then b; fi', [true, false]],
  ['if a && b; then c; fi', [true, true, false]],
  ['! a; b', [true, false]],
  ['until a; do b; done', [true, false]],
])('%j tests %j', (script, tested) => {
  expect(readCommands(script).map((command) => command.tested)).toEqual(tested)
})
