import { expect, test } from 'vitest'
import { readManifestFile } from '../../lib/manifest/index.ts'

const HEAD = 'apiVersion: batch/v1\nkind: CronJob\n'

/** The one remark on a broken text: its place, as line:column, and what it says. */
function remark(text: string): readonly [place: string, message: string] {
  const [{ start, message }] = readManifestFile({ path: 'a.yaml', text }, { markdown: false }).broken
  const before = text.slice(0, start).split('\n')
  return [`${before.length}:${(before.at(-1) as string).length + 1}`, message]
}

test.each<[what: string, text: string, place: string, message: RegExp]>([
  ['a tab', `${HEAD}spec:\n\tschedule: x\n`, '4:1', /tab in the indentation/],
  ['an unquoted star', `${HEAD}spec:\n  schedule: */5 * * * *\n`, '4:13', /begins with \* is an alias/],
  ['an unquoted at', `${HEAD}spec:\n  schedule: @daily\n`, '4:13', /cannot begin with @/],
  ['an unquoted percent', `${HEAD}spec:\n  share: %50\n`, '4:10', /cannot begin with %/],
  ['no blank behind the colon', 'apiVersion: batch/v1\nkind:CronJob\nmetadata:\n  name: a\n', '2:1', /blank is missing behind 'kind:'/],
  [
    'deeper than a key that has its value',
    `${HEAD}metadata:\n  name: a\n   labels: {a: b}\n`,
    '5:4',
    /indented by 3.*line 4, by 2.*value already/,
  ],
  ['between two levels', `${HEAD}metadata:\n    name: a\n  labels: {a: b}\n`, '5:3', /indented by 2: no line above.*line 4 by 4/],
  [
    'an item between two levels',
    `${HEAD}spec:\n  containers:\n  - name: a\n    image: b\n   - name: c\n`,
    '7:4',
    /indented by 3: no line above/,
  ],
  [
    'a quote that is never closed',
    `${HEAD}spec:\n  schedule: "0 2 * * *\n  suspend: true\n`,
    '4:13',
    /quote that is opened here is never closed/,
  ],
  ['an apostrophe in single quotes', `${HEAD}spec:\n  message: 'it's broken'\n`, '4:15', /single quotes end here/],
  ['a bracket that is never closed', `${HEAD}spec:\n  args: [a, b\n  x: 1\n`, '4:9', /bracket that is opened here.*before line 5/],
  ['a bracket at the end of the text', `${HEAD}spec:\n  args: [a, b\n`, '4:9', /bracket that is opened here/],
  ['two colons in a line', `${HEAD}spec:\n  message: note: this\n`, '4:16', /second ': ' in one line/],
  ['in the second document', `a: 1\n---\n${HEAD}spec:\n  schedule: @daily\n`, '6:13', /cannot begin with @/],
])('%s', (_, text, place, message) => {
  const [at, said] = remark(text)
  expect(at).toBe(place)
  expect(said).toMatch(message)
})
