import { expect, test } from 'vitest'
import { displayWidth, fitted, printable } from '../../lib/report/display-width.ts'

test.each<[text: string, columns: number, shown: string]>([
  ['report', 8, 'report  '],
  ['report', 6, 'report'],
  ['report', 4, 'rep…'],
  // two columns each
  ['夜間', 6, '夜間  '],
  ['夜間', 3, '夜…'],
  // half of a wide letter is no letter
  ['夜間x', 4, '夜… '],
  ['🚀x', 3, '🚀x'],
  // a mark stands on its letter
  ['e\u0301x', 3, 'e\u0301x '],
])('%j in %i columns', (text, columns, shown) => {
  expect(fitted(text, columns)).toBe(shown)
  expect(displayWidth(fitted(text, columns))).toBe(columns)
})

test.each<[text: string, shown: string]>([
  ['plain', 'plain'],
  ['\u001b[31mred', '\ufffd[31mred'],
  ['a\nb', 'a\ufffdb'],
  // turned around on the screen
  ['a\u202eb', 'a\ufffdb'],
])('%j prints as %j', (text, shown) => {
  expect(printable(text)).toBe(shown)
})
