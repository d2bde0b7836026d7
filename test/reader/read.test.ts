import { describe, expect, test } from 'vitest'
import { readYaml, toValue, type Node } from '../../lib/reader/index.ts'

function value(text: string): unknown {
  const [document] = readYaml(text)
  if (document?.errors.some(({ strictOnly }) => !strictOnly)) return `error at ${document.errors[0].start}`
  return document?.root ? toValue(document.root) : null
}

describe('values', () => {
  test.each<[text: string, value: unknown]>([
    // plain
    ['a: 1', { a: 1 }],
    ['a:\n  b: c\n', { a: { b: 'c' } }],
    ['- 1\n- x\n', [1, 'x']],
    ['a:\n- 1\n- 2\nb: 3\n', { a: [1, 2], b: 3 }],
    ["a: \"x\"\nb: 'it''s'\n", { a: 'x', b: "it's" }],
    ['a: [1, "b", {c: d}]', { a: [1, 'b', { c: 'd' }] }],
    ['a: |\n  x\n  y\nb: >-\n  x\n  y\n', { a: 'x\ny\n', b: 'x y' }],
    ['a:\n', { a: null }],
    ['', null],
    ['# nothing\n', null],
    // scalars of YAML 1.1
    ['a: yes\nb: Off\nc: ~\nd: NULL\n', { a: true, b: false, c: null, d: null }],
    ['a: 0755\nb: 0o17\nc: 0x1F\nd: 0b11\ne: 1_000\nf: 08\n', { a: 493, b: 15, c: 31, d: 3, e: 1000, f: 8 }],
    ['a: 12:30:45\nb: 2026-01-15\nc: 1.2.3\n', { a: '12:30:45', b: '2026-01-15', c: '1.2.3' }],
    ['a: 9007199254740993', { a: 9007199254740993n }],
    ['a: 1e400\nb: .5\nc: 1e3\n', { a: '1e400', b: 0.5, c: 1000 }],
    ['yes: 1\n0755: 2\n', { true: 1, 493: 2 }],
    ['? 1e300\n', { '.inf': null }],
    // tags, aliases, merges
    ['a: !!str 1\nb: !!int "5"\nc: !thing x\n', { a: '1', b: 5, c: 'x' }],
    ['a: &x [1]\nb: *x\n', { a: [1], b: [1] }],
    ['a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3\n', { a: { b: 1, c: 2 }, d: { b: 1, c: 3 } }],
    // what libyaml takes and others do not
    ['args: [\n"a"\n]\n', { args: ['a'] }],
    ['a:\n  b: "x\n  y"\n', { a: { b: 'x y' } }],
    ['a: "b"#c\n', { a: 'b' }],
    ['a: [x]#c\n', { a: ['x'] }],
    ['{"a":1}', { a: 1 }],
    ['a: x\n  y\n\n  z\n', { a: 'x y\nz' }],
    ['- - 1\n  - 2\n-\n  - 3\n', [[1, 2], [3]]],
    ['a:\r\n  b: 1\r\n', { a: { b: 1 } }],
    ['\ufeffa: 1\n', { a: 1 }],
    ['a: b: c', 'error at 4'],
    ['a: @x', 'error at 3'],
    ['a: *x', 'error at 3'],
    ['a:\n\t- b\n', 'error at 3'],
    ['a: {{ x }}', 'error at 4'],
    ['a: .inf', 'error at 3'],
    ['a: 1\n b: 2\n', 'error at 7'],
    ['? [a]\n: b\n', 'error at 2'],
  ])('%j', (text, expected) => {
    expect(value(text)).toEqual(expected)
  })
})

/** The places of keys, values and items, as the texts between their offsets. */
function places(text: string, node: Node): unknown {
  if (node.kind === 'scalar') return text.slice(node.start, node.end)
  if (node.kind === 'sequence') return node.items.map((item) => [text.slice(item.start, item.start + 1), places(text, item.value)])
  return node.pairs.map(({ keyNode, value: of }) => [text.slice(keyNode.start, keyNode.end), places(text, of)])
}

describe('places', () => {
  test.each<[text: string, places: unknown]>([
    [
      'a: 1\nb: "x" # c\n',
      [
        ['a', '1'],
        ['b', '"x"'],
      ],
    ],
    [
      "a:\n  - b: 1\n    c: 'd'\n",
      [
        [
          'a',
          [
            [
              '-',
              [
                ['b', '1'],
                ['c', "'d'"],
              ],
            ],
          ],
        ],
      ],
    ],
    [
      'a: {b: c, "d": [e, f]}\n',
      [
        [
          'a',
          [
            ['b', 'c'],
            [
              '"d"',
              [
                ['e', 'e'],
                ['f', 'f'],
              ],
            ],
          ],
        ],
      ],
    ],
    ['a: two words  # c\n', [['a', 'two words']]],
    [
      'a: |\n  x\n\nb: 1\n',
      [
        ['a', '|\n  x\n\n'],
        ['b', '1'],
      ],
    ],
    [
      'a:\nb: é😀x\nc: 1\n',
      [
        ['a', ''],
        ['b', 'é😀x'],
        ['c', '1'],
      ],
    ],
    [
      'x: &a y\nz: *a\n',
      [
        ['x', 'y'],
        ['z', 'y'],
      ],
    ],
  ])('%j', (text, expected) => {
    const [{ root }] = readYaml(text)
    expect(root && places(text, root)).toEqual(expected)
  })

  test('an error in the second of three documents leaves the others readable, each at its place', () => {
    const text = 'a: 1\n---\nb: [\n---\nc: 3\n'
    const documents = readYaml(text)
    expect(documents.map(({ root }) => root && toValue(root))).toEqual([{ a: 1 }, undefined, { c: 3 }])
    expect(documents[1].errors).toMatchObject([{ code: 'syntax', start: 12 }])
    const { root } = documents[2]
    expect(root?.kind === 'mapping' && text.slice(root.pairs[0].value.start, root.pairs[0].value.end)).toBe('3')
  })

  test('repeated keys are places too, and errors for the strict server alone', () => {
    const [{ root, errors }] = readYaml('a: 1\nb: 2\na: 3\n')
    expect(errors).toMatchObject([{ code: 'duplicate-key', strictOnly: true, start: 10, end: 11 }])
    expect(root?.kind === 'mapping' && root.pairs.map(({ duplicate }) => duplicate ?? false)).toEqual([false, false, true])
  })

  test.each(Array.from({ length: 30 }, (_, index) => [index + 1]))('the last of %i keys repeats the first', (count) => {
    const lines = Array.from({ length: count }, (_, index) => `k${index}: 1\n`).join('')
    expect(readYaml(`${lines}k0: 2\n`)[0].errors).toHaveLength(1)
    expect(readYaml(`${lines}"k0": 2\n`)[0].errors).toHaveLength(1)
    expect(readYaml(`1: 1\n${lines}"1": 2\n`)[0].errors).toEqual([])
  })
})

describe('comments', () => {
  test.each<[text: string, comments: readonly (readonly [text: string, ownLine: boolean])[]]>([
    [
      '# a\nb: 1 # c\n  # d\n',
      [
        ['a', true],
        ['c', false],
        ['d', true],
      ],
    ],
    ['a: "# no" # yes\n', [['yes', false]]],
    ['a: x#no\nb: x # yes\n', [['yes', false]]],
    ['a: |\n  # no\nb: 1\n', []],
    [
      'a: [1, # one\n  2] # two\n',
      [
        ['one', false],
        ['two', false],
      ],
    ],
    [
      '#\n#x\n',
      [
        ['', true],
        ['x', true],
      ],
    ],
    ['a: "b"#c\n', [['c', false]]],
  ])('%j', (text, expected) => {
    const [document] = readYaml(text.includes(':') ? text : `${text}a: 1\n`)
    expect(document.comments.map(({ text: said, ownLine }) => [said, ownLine])).toEqual(expected)
  })
})
