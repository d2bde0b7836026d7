import { describe, expect, test } from 'vitest'
import { lineTable, locate, planEdits, positionAt, readManifestFile, type Shape } from '../../lib/manifest/index.ts'
import { toValue } from '../../lib/reader/index.ts'

const CRON_JOB =
  'apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: a\nspec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          containers:\n            - image: busybox:1.36\n'

function read(text: string, path = 'a.yaml', options = {}) {
  return readManifestFile({ path, text }, options)
}

/** Line and column of a field's value. */
function placeOf(text: string, path: string, manifest = 0): string {
  const { root } = read(text).manifests[manifest]
  const { line, column } = positionAt(lineTable(text), locate(root, path).value.start)
  return `${line}:${column}`
}

describe('shapes', () => {
  test.each<[title: string, text: string, shape: Shape]>([
    ['a whole CronJob', CRON_JOB, 'object'],
    ['another kind', 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n', 'object'],
    [
      'a CronJob with a schedule only',
      'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec:\n  schedule: "0 3 * * *"\n',
      'patch',
    ],
    ['containers without an image', CRON_JOB.replace('- image: busybox:1.36', '- name: main'), 'patch'],
    ['a directive', `${CRON_JOB}  $patch: replace\n`, 'patch'],
    ['a deletion', 'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\n$patch: delete\n', 'delete-patch'],
    ['operations', '- op: replace\n  path: /spec/schedule\n  value: 0 3 * * *\n', 'json-patch'],
    [
      'a forgotten level is no patch',
      'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec:\n  schedule: "0 3 * * *"\n  containers:\n    - image: a:1\n',
      'object',
    ],
    ['values of a chart', 'cronjob:\n  schedule: "0 3 * * *"\n', 'other'],
    [
      'an item of a Template',
      `apiVersion: template.openshift.io/v1\nkind: Template\nobjects:\n- ${CRON_JOB.trimEnd().replaceAll('\n', '\n  ')}\n`,
      'template-item',
    ],
  ])('%s', (_, text, shape) => {
    expect(read(text).manifests.map((manifest) => manifest.shape)).toEqual([shape])
  })

  test('a file that a kustomization applies as a patch is one, however whole it looks', () => {
    expect(read(CRON_JOB, 'a.yaml', { patch: true }).manifests[0].shape).toBe('patch')
  })
})

describe('documents', () => {
  test('an error in one leaves the others', () => {
    const { manifests, broken } = read(`${CRON_JOB}---\na: b: c\n---\n${CRON_JOB}`)
    expect(manifests.map(({ document }) => document)).toEqual([0, 2])
    expect(broken.map(({ document }) => document)).toEqual([1])
  })

  test('empty ones are not counted', () => {
    expect(read(`---\n# nothing\n---\n${CRON_JOB}`).manifests.map(({ document }) => document)).toEqual([0])
  })

  test('the items of a List have numbers', () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n- ${CRON_JOB.trimEnd().replaceAll('\n', '\n  ')}\n- apiVersion: v1\n  kind: Secret\n`
    expect(read(list).manifests.map(({ item, kind }) => `${item} ${kind}`)).toEqual(['0 CronJob', '1 Secret'])
  })

  test('JSON is YAML', () => {
    expect(read('{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"a"}}', 'a.json').manifests[0].name).toBe('a')
  })
})

describe('positions', () => {
  test.each<[title: string, text: string, path: string, place: string]>([
    ['plain', CRON_JOB, 'spec.schedule', '6:13'],
    ['CRLF', CRON_JOB.replaceAll('\n', '\r\n'), 'spec.schedule', '6:13'],
    ['a byte order mark', `\ufeff${CRON_JOB}`, 'spec.schedule', '6:13'],
    ['characters outside the plane count twice', CRON_JOB.replace('schedule: ', '"😀": 1\n  schedule: '), 'spec.schedule', '7:13'],
    ['through a list', CRON_JOB, 'spec.jobTemplate.spec.template.spec.containers[0].image', '12:22'],
    ['an absent field stands at its parent', CRON_JOB, 'spec.suspend', '6:3'],
  ])('%s', (_, text, path, place) => {
    expect(placeOf(text, path)).toBe(place)
  })
})

describe('Markdown', () => {
  const page = [
    '# Title',
    '',
    '```yaml',
    ...CRON_JOB.trimEnd().split('\n'),
    '```',
    '',
    '- in a list:',
    '',
    '  ```yml',
    ...CRON_JOB.trimEnd()
      .split('\n')
      .map((line) => `  ${line}`),
    '  ```',
    '',
    '```sh',
    'kind: no',
    '```',
    '',
  ].join('\n')

  test('fenced blocks stand at the lines of the page', () => {
    const { manifests } = read(page, 'page.md')
    const table = lineTable(page)
    expect(manifests.map(({ root }) => positionAt(table, locate(root, 'spec.schedule').value.start))).toMatchObject([
      { line: 9, column: 13 },
      { line: 26, column: 15 },
    ])
  })

  test('any file can be read so', () => {
    expect(read(page, 'page.txt', { markdown: true }).manifests).toHaveLength(2)
  })
})

describe('what was not checked', () => {
  test.each<[title: string, text: string, reason: string]>([
    [
      'a Helm template',
      'apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: {{ include "a.name" . }}\nspec:\n{{- if .Values.on }}\n  schedule: x\n{{- end }}\n',
      'helm-template',
    ],
    ['a Jinja template', '{% if x %}\nkind: CronJob\n{% endif %}\n', 'template'],
    ['JSON with comments that is no manifest', '{\n  // strict\n  "compilerOptions": {"strict": true,},\n}\n', 'no-manifest'],
    ['broken YAML of somebody else', '- hosts: all\n  name: "x" y\n', 'no-manifest'],
    ['lines that sed replaces', 'kind: Job\nspec:\n  containers:\n  - name: a\n    DELETE-OLD_IMAGE\n', 'template'],
    ['binary data', 'a\u0000b', 'binary'],
    ['nesting of 10,000', `${'['.repeat(10_000)}`, 'too-deep'],
    ['16 MiB and more', `a: ${'x'.repeat(17 * 1024 * 1024)}`, 'too-large'],
    [
      'an alias bomb',
      `a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\ne: [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]\n`,
      'too-many-aliases',
    ],
  ])('%s', (_, text, reason) => {
    const { unchecked, broken, manifests } = read(text)
    expect(unchecked.map((entry) => entry.reason)).toEqual([reason])
    expect([broken, manifests]).toEqual([[], []])
  })
})

describe('around lines that a script replaces the rest is read, as a part of an object', () => {
  test.each<[title: string, line: string]>([
    ['no YAML', 'IMAGE_TAG|-default-|'],
    ['YAML by chance', 'MAIN_IMAGE|-image: a:main-|'],
    ['with a comment', 'ZONE|-value: "a"-| # or another'],
  ])('%s', (_, line) => {
    const text = `kind: Job\nspec:\n  containers:\n  - name: a\n    ${line}\n  bogus: 1\n`
    const { manifests, unchecked, broken } = read(text)
    expect(unchecked.map(({ reason, start }) => [reason, start])).toEqual([['template', text.indexOf(line)]])
    expect(broken).toEqual([])
    expect(manifests.map(({ shape, template }) => [shape, template])).toEqual([['patch', true]])
    const [{ root }] = manifests
    expect(locate(root, 'spec.bogus').key?.start).toBe(text.indexOf('bogus'))
    expect(toValue(root)).toEqual({ kind: 'Job', spec: { containers: [{ name: 'a' }], bogus: 1 } })
  })

  test('in a later document too, at the offsets of the file', () => {
    const text = 'kind: First\n---\nkind: Job\nspec:\n  MAIN|-image: a:main-|\n  bogus: 1\n---\nkind: Last\n'
    const { manifests } = read(text)
    expect(manifests.map(({ document, kind }) => [document, kind])).toEqual([
      [0, 'First'],
      [1, 'Job'],
      [2, 'Last'],
    ])
    expect(locate(manifests[1].root, 'spec.bogus').key?.start).toBe(text.indexOf('bogus'))
  })

  test('and never edited', () => {
    const text = 'kind: Job\nspec:\n  containers:\n  - name: a\n    MAIN_IMAGE|-image: a:main-|\n  bogus: 1\n'
    expect(planEdits(text, read(text).manifests[0], [{ kind: 'remove', path: 'spec.bogus' }])).toBeUndefined()
  })
})

describe('broken texts have a cause', () => {
  test.each<[text: string, message: RegExp, start: number]>([
    ['spec:\n  schedule: */5 * * * *\n', /begins with \*/, 18],
    ['spec:\n  schedule: @daily\n', /cannot begin with @/, 18],
    ['spec:\n\tschedule: a\n', /tab/, 6],
    // a shell's variable elsewhere makes no template of it
    ['args: ["tar ${DIR}"]\nspec:\n  x: 1\n  y: 2\n  schedule: */5 * * * *\n', /begins with \*/, 53],
  ])('%j', (text, message, start) => {
    const { broken } = read(text)
    expect(broken).toHaveLength(1)
    expect(broken[0].message).toMatch(message)
    expect(broken[0].start).toBe(start)
  })
})
