import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applySplices, planEdits, readManifestFile, readManifests, type FieldEdit } from '../../lib/manifest/index.ts'

function edited(text: string, edit: FieldEdit, path = 'a.yaml'): string | undefined {
  const [manifest] = readManifestFile({ path, text }).manifests
  const splices = planEdits(text, manifest, [edit])
  return splices && applySplices(text, splices)
}

const HEAD = 'apiVersion: batch/v1\nkind: CronJob\n'

/** The manifest in a list of a guide, between text that is no YAML and another block. */
function fenced(body: string): string {
  const lines = `${HEAD}${body}`.replace(/\n$/, '').split('\n')
  const block = lines.map((line) => (line === '' ? line : `   ${line}`)).join('\n')
  return `# A guide: [\n\n1. Write\n\n   \`\`\`yaml\n${block}\n   \`\`\`\n\n\`\`\`yaml\nother: 1\n\`\`\`\n*end\n`
}

describe('an edit changes its own bytes', () => {
  test.each<[title: string, before: string, edit: FieldEdit, after: string]>([
    [
      'rename',
      'spec:\n  startingDelineSeconds: 3 # why\n',
      { kind: 'rename', path: 'spec.startingDelineSeconds', to: 'startingDeadlineSeconds' },
      'spec:\n  startingDeadlineSeconds: 3 # why\n',
    ],
    [
      'rename in quotes',
      "spec:\n  'suspended': true\n",
      { kind: 'rename', path: 'spec.suspended', to: 'suspend' },
      "spec:\n  'suspend': true\n",
    ],
    [
      'set keeps double quotes',
      'spec:\n  schedule: "0 2 * * *"   # nightly\n',
      { kind: 'set', path: 'spec.schedule', value: '0 3 * * *' },
      'spec:\n  schedule: "0 3 * * *"   # nightly\n',
    ],
    [
      'set keeps single quotes',
      "spec:\n  timeZone: 'utc'\n",
      { kind: 'set', path: 'spec.timeZone', value: "it's" },
      "spec:\n  timeZone: 'it''s'\n",
    ],
    [
      'set quotes what YAML would misread',
      'spec:\n  timeZone: a\n',
      { kind: 'set', path: 'spec.timeZone', value: 'on' },
      'spec:\n  timeZone: "on"\n',
    ],
    ['set a number', 'spec:\n  suspend: "300"\n', { kind: 'set', path: 'spec.suspend', value: 300 }, 'spec:\n  suspend: 300\n'],
    [
      'set what was empty',
      'spec:\n  timeZone:\n  suspend: true\n',
      { kind: 'set', path: 'spec.timeZone', value: 'Etc/UTC' },
      'spec:\n  timeZone: Etc/UTC\n  suspend: true\n',
    ],
    [
      'insert as the last',
      'spec:\n    suspend: true\n',
      { kind: 'insert', path: 'spec.timeZone', value: 'Etc/UTC' },
      'spec:\n    suspend: true\n    timeZone: Etc/UTC\n',
    ],
    [
      'insert behind a key and its comment',
      'spec:\n  schedule: a # x\n  suspend: true\n',
      { kind: 'insert', path: 'spec.timeZone', value: 'Etc/UTC', after: 'schedule' },
      'spec:\n  schedule: a # x\n  timeZone: Etc/UTC\n  suspend: true\n',
    ],
    [
      'insert without a last line end',
      'spec:\n  suspend: true',
      { kind: 'insert', path: 'spec.timeZone', value: 'Etc/UTC' },
      'spec:\n  suspend: true\n  timeZone: Etc/UTC',
    ],
    [
      'insert behind a block',
      'spec:\n  jobTemplate:\n    spec:\n      backoffLimit: 2\nother: 1\n',
      { kind: 'insert', path: 'spec.suspend', value: true },
      'spec:\n  jobTemplate:\n    spec:\n      backoffLimit: 2\n  suspend: true\nother: 1\n',
    ],
    [
      'insert into braces',
      'spec: {suspend: true}\n',
      { kind: 'insert', path: 'spec.timeZone', value: 'Etc/UTC' },
      'spec: {suspend: true, timeZone: Etc/UTC}\n',
    ],
    [
      'insert a mapping',
      'spec:\n  suspend: true\n',
      { kind: 'insert', path: 'spec.jobTemplate', value: { spec: { backoffLimit: 2, args: ['a', 'b c'] } } },
      'spec:\n  suspend: true\n  jobTemplate:\n    spec:\n      backoffLimit: 2\n      args:\n        - a\n        - b c\n',
    ],
    [
      'remove a line with its comment',
      'spec:\n  suspend: true # off\n  schedule: a\n',
      { kind: 'remove', path: 'spec.suspend' },
      'spec:\n  schedule: a\n',
    ],
    [
      'remove the first key of an item',
      'spec:\n  list:\n    - a: 1\n      b: 2\n',
      { kind: 'remove', path: 'spec.list[0].a' },
      'spec:\n  list:\n    - b: 2\n',
    ],
    ['remove from braces', 'spec: {a: 1, b: 2, c: 3}\n', { kind: 'remove', path: 'spec.b' }, 'spec: {a: 1, c: 3}\n'],
    [
      'move down',
      'spec:\n  x: 1\n  jobTemplate:\n    spec:\n      backoffLimit: 2\n',
      { kind: 'move', path: 'spec.x', to: 'spec.jobTemplate.spec' },
      'spec:\n  jobTemplate:\n    spec:\n      backoffLimit: 2\n      x: 1\n',
    ],
    [
      'move a block up',
      'spec:\n  a:\n    deep:\n      y: 1\n    b: 2\n  c: 3\n',
      { kind: 'move', path: 'spec.a.deep', to: 'spec' },
      'spec:\n  a:\n    b: 2\n  c: 3\n  deep:\n    y: 1\n',
    ],
    [
      'remove a field and the comments directly above it',
      'spec:\n  schedule: a\n  # off for now\n  # see the runbook\n  suspend: true\n  timeZone: b\n',
      { kind: 'remove', path: 'spec.suspend' },
      'spec:\n  schedule: a\n  timeZone: b\n',
    ],
    [
      'remove leaves comments that an empty line or another column sets apart',
      'spec:\n  schedule: a\n  # about all below\n\n    # aside\n  suspend: true\n  timeZone: b\n',
      { kind: 'remove', path: 'spec.suspend' },
      'spec:\n  schedule: a\n  # about all below\n\n    # aside\n  timeZone: b\n',
    ],
    [
      'remove leaves the end of a text that looks like a comment',
      'spec:\n  schedule: "a\n\n  # b"\n  suspend: true\n',
      { kind: 'remove', path: 'spec.suspend' },
      'spec:\n  schedule: "a\n\n  # b"\n',
    ],
    [
      'remove leaves the comment at the end of the line above',
      'spec:\n  schedule: a # nightly\n  suspend: true\n',
      { kind: 'remove', path: 'spec.suspend' },
      'spec:\n  schedule: a # nightly\n',
    ],
    [
      'remove the first key of an item, whose next key has a comment',
      'spec:\n  list:\n    - a: 1 # x\n      # about b\n      b: 2\n',
      { kind: 'remove', path: 'spec.list[0].a' },
      'spec:\n  list:\n    # about b\n    - b: 2\n',
    ],
    [
      'remove the last line of a text without a last line end',
      'spec:\n  schedule: a\n  suspend: true',
      { kind: 'remove', path: 'spec.suspend' },
      'spec:\n  schedule: a',
    ],
    [
      'insert before a key and its comments',
      'spec:\n  # why\n  schedule: a\n',
      { kind: 'insert', path: 'spec.timeZone', value: 'Etc/UTC', before: 'schedule' },
      'spec:\n  timeZone: Etc/UTC\n  # why\n  schedule: a\n',
    ],
    [
      'insert before the first key of an item',
      'spec:\n  list:\n    - image: a\n      args: [b]\n',
      { kind: 'insert', path: 'spec.list[0].name', value: 'main', before: 'image' },
      'spec:\n  list:\n    - name: main\n      image: a\n      args: [b]\n',
    ],
    [
      'insert before a key in braces',
      'spec: {suspend: true}\n',
      { kind: 'insert', path: 'spec.timeZone', value: 'Etc/UTC', before: 'suspend' },
      'spec: {timeZone: Etc/UTC, suspend: true}\n',
    ],
    [
      'insert into empty braces',
      'spec: {} # later\n',
      { kind: 'insert', path: 'spec.timeZone', value: 'Etc/UTC' },
      'spec: {timeZone: Etc/UTC} # later\n',
    ],
    [
      'insert into braces with blanks between',
      'spec: { }\n',
      { kind: 'insert', path: 'spec.strategy', value: { type: 'on', list: [1, null] } },
      'spec: {strategy: {type: "on", list: [1, null]}}\n',
    ],
    [
      'insert in quotes beside a quoted key',
      'spec: {"suspend": true}\n',
      { kind: 'insert', path: 'spec.timeZone', value: 'Etc/UTC' },
      'spec: {"suspend": true, "timeZone": "Etc/UTC"}\n',
    ],
    [
      'insert on a line of its own where the sibling has one',
      'spec: {\n    "suspend": true\n  }\n',
      { kind: 'insert', path: 'spec.limits', value: { cpu: '1' }, after: 'suspend' },
      'spec: {\n    "suspend": true,\n    "limits": {"cpu": "1"}\n  }\n',
    ],
    [
      'move down with its comments',
      'spec:\n  # enough\n  x: 1\n  jobTemplate:\n    spec:\n      backoffLimit: 2\n',
      { kind: 'move', path: 'spec.x', to: 'spec.jobTemplate.spec' },
      'spec:\n  jobTemplate:\n    spec:\n      backoffLimit: 2\n      # enough\n      x: 1\n',
    ],
    [
      'move deeper, where it stands',
      'spec:\n  jobTemplate:\n    spec:\n      backoffLimit: 2\n  x: 1',
      { kind: 'move', path: 'spec.x', to: 'spec.jobTemplate.spec' },
      'spec:\n  jobTemplate:\n    spec:\n      backoffLimit: 2\n      x: 1',
    ],
    [
      'a part of a text',
      'spec:\n  schedule: "0 2 * * 7"\n',
      { kind: 'replace-part', path: 'spec.schedule', from: 8, to: 9, text: '0' },
      'spec:\n  schedule: "0 2 * * 0"\n',
    ],
  ])('%s', (_, before, edit, after) => {
    expect(edited(HEAD + before, edit)).toBe(HEAD + after)
    const crlf = (text: string): string => (HEAD + text).replaceAll('\n', '\r\n')
    expect(edited(crlf(before), edit)).toBe(crlf(after))
    expect(edited(`\ufeff${HEAD}${before}`, edit)).toBe(`\ufeff${HEAD}${after}`)
    expect(edited(fenced(before), edit, 'README.md')).toBe(fenced(after))
    expect(edited(`${HEAD}${before.endsWith('\n') ? before : `${before}\n`}---\na: 1\n`, edit)?.endsWith('---\na: 1\n')).toBe(true)
  })
})

describe('an edit is withdrawn', () => {
  test.each<[title: string, text: string, edit: FieldEdit]>([
    ['where the value is an alias', `${HEAD}x: &x 1\nspec:\n  suspend: *x\n`, { kind: 'set', path: 'spec.suspend', value: 2 }],
    ['where a merge brought the field', `${HEAD}x: &x {suspend: true}\nspec:\n  <<: *x\n`, { kind: 'remove', path: 'spec.suspend' }],
    ['where the new name exists', `${HEAD}spec:\n  a: 1\n  b: 2\n`, { kind: 'rename', path: 'spec.a', to: 'b' }],
    ['where the file is encrypted', `${HEAD}spec:\n  a: 1\nsops:\n  mac: x\n  version: "3"\n`, { kind: 'set', path: 'spec.a', value: 2 }],
    ['where the field is absent', `${HEAD}spec:\n  a: 1\n`, { kind: 'remove', path: 'spec.b' }],
    ['where it is the only field of its mapping', `${HEAD}spec:\n  a: 1\n`, { kind: 'remove', path: 'spec.a' }],
    ['where a list stands in for the mapping', `${HEAD}spec:\n  - a\n`, { kind: 'insert', path: 'spec.a', value: 2 }],
    ['where the field to insert exists', `${HEAD}spec:\n  a: 1\n`, { kind: 'insert', path: 'spec.a', value: 2 }],
  ])('%s', (_, text, edit) => {
    expect(edited(text, edit)).toBeUndefined()
  })
})

const key = fc.constantFrom('alpha', 'beta', 'gamma', 'delta', 'schedule')
const scalar = fc.oneof(
  fc.integer(),
  fc.boolean(),
  fc.string({ maxLength: 12 }).filter((text) => !/[\ud800-\udfff\u0000-\u001f\u007f-\u009f]/.test(text)),
  fc.constantFrom('0 2 * * *', 'on', '*/5 * * * *', "it's", '# no'),
)

test('10,000 random edits read back as intended and leave the other lines alone', () => {
  const lines = fc.uniqueArray(fc.tuple(key, scalar), { selector: ([name]) => name, minLength: 2, maxLength: 5 })
  fc.assert(
    fc.property(
      lines,
      fc.nat(),
      scalar,
      fc.constantFrom<'set' | 'remove' | 'insert'>('set', 'remove', 'insert'),
      (pairs, pick, value, kind) => {
        const [name] = pairs[pick % pairs.length]
        const text = `${HEAD}spec:\n${pairs.map(([field, item]) => `  ${field}: ${JSON.stringify(item)} # ${field}\n`).join('')}`
        const path = kind === 'insert' ? 'spec.fresh' : `spec.${name}`
        const edit: FieldEdit =
          kind === 'remove' ? { kind, path } : kind === 'insert' ? { kind, path, value, after: name } : { kind, path, value }
        const result = edited(text, edit)
        expect(result).toBeDefined()
        const spec = (readManifests(result as string)[0].value as { spec: Record<string, unknown> }).spec
        expect(spec[kind === 'insert' ? 'fresh' : name]).toEqual(kind === 'remove' ? undefined : value)
        const untouched = (lines: string): string[] =>
          lines.split('\n').filter((line) => !line.startsWith(`  ${name}:`) && !line.startsWith('  fresh:'))
        expect(untouched(result as string)).toEqual(untouched(text))
      },
    ),
    { numRuns: 10_000, seed: 20_261_124 },
  )
})
