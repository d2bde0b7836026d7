import { describe, expect, test } from 'vitest'
import { readYaml, type ReadErrorCode } from '../../lib/reader/index.ts'

describe('every text ends in an answer', () => {
  test.each<[what: string, text: string, code: ReadErrorCode | undefined]>([
    ['NUL', 'a: \u0000', 'syntax'],
    ['a control character', 'a: \u0007', 'syntax'],
    ['half of a surrogate pair', 'a: \ud800x', 'syntax'],
    ['the other half', 'a: \udc00', 'syntax'],
    ['what is left of bytes that are no UTF-8', 'a: \ufffd', undefined],
    ['tabs alone', '\t\t\t', 'syntax'],
    ['blanks alone', '   \n  \n', undefined],
    ['an open bracket', 'a: [', 'syntax'],
    ['10,000 open brackets', '['.repeat(10_000), 'limit-depth'],
    ['3,000 levels of a block', Array.from({ length: 3000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'), 'limit-depth'],
    ['100 levels', '['.repeat(100) + ']'.repeat(100), undefined],
    ['a key of a megabyte', `${'k'.repeat(2 ** 20)}: 1`, 'syntax'],
    ['a value of a megabyte', `k: ${'v'.repeat(2 ** 20)}`, undefined],
    ['an alias bomb', bomb(12), 'limit-aliases'],
    ['an alias inside of itself', 'a: &x [*x]', 'undefined-alias'],
    ['an alias of nothing', 'a: *x', 'undefined-alias'],
    ['more than 16 MiB', `a: ${'x'.repeat(16 * 2 ** 20)}`, 'limit-size'],
  ])('%s', (_, text, code) => {
    const errors = readYaml(text).flatMap((document) => document.errors)
    expect(errors.map((error) => error.code)).toEqual(code === undefined ? [] : [code])
    for (const { start, end, message } of errors) {
      expect(start).toBeLessThanOrEqual(text.length)
      expect(end).toBeGreaterThanOrEqual(start)
      expect(message).not.toContain('\n')
    }
  })
})

function bomb(levels: number): string {
  const lines = Array.from({ length: levels }, (_, level) => `a${level + 1}: &a${level + 1} [${Array(9).fill(`*a${level}`).join(', ')}]`)
  return `a0: &a0 [x]\n${lines.join('\n')}\n`
}
