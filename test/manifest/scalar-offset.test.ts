import { expect, test } from 'vitest'
import { locate, readManifestFile, scalarOffset } from '../../lib/manifest/index.ts'
import type { Scalar } from '../../lib/reader/index.ts'

test.each<[title: string, file: string]>([
  ['plain', 'a: one two three\n'],
  ['plain over lines', 'a: one\n  two\n\n  three\nb: 1\n'],
  ['single quotes', "a: 'one ''two'' three'\n"],
  ['double quotes', 'a: "one \\"two\\" \\u0041 three"\n'],
  ['escaped line ends', 'a: "one \\\n   two\\\n  \\ three \\n four"\n'],
  ['an escape beyond the BMP', 'a: "\\U0001F600 two three"\n'],
  ['characters beyond the BMP', 'a: 😀 two three\n'],
  ['literal', 'a: |\n  one\n    two\n\n  three\nb: 1\n'],
  ['literal with a tab and an indicator', 'a: |2-\n    one\n  \ttwo\n'],
  ['folded', 'a: >-\n  one\n  two\n\n  three\n    four\n  five\n'],
  ['CRLF', 'a: |\r\n  one\r\n  two\r\n'],
  ['in a list', 'a:\n  - |\n    one\n    two\n'],
])('every word of a scalar is found in the file: %s', (_, text) => {
  const [{ root }] = readManifestFile({ path: 'a.yaml', text }).manifests
  const place = locate(root, 'a')
  const scalar = (place.value.kind === 'sequence' ? place.value.items[0].value : place.value) as Scalar
  const words = [...scalar.text.matchAll(/[a-z]+/g)]
  expect(words.length).toBeGreaterThan(1)
  for (const { index, 0: word } of words) {
    const start = scalarOffset(text, scalar, index) as number
    const last = scalarOffset(text, scalar, index + word.length - 1) as number
    expect(text.slice(start, last + 1)).toBe(word)
  }
})
