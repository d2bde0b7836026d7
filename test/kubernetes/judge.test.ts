import { describe, expect, test } from 'vitest'
import { isJudged, judge, type JudgeOptions } from '../../lib/kubernetes/index.ts'
import { readYaml } from '../../lib/reader/index.ts'

const HEAD = 'apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: report\n'
const POD = '          restartPolicy: Never\n          containers:\n          - name: main\n            image: busybox:1.36\n'
const SPEC = `spec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n${POD}`

function problems(text: string, options: Partial<JudgeOptions> = {}) {
  const [{ root }] = readYaml(text)
  if (!root) throw new Error('the example is no YAML')
  return judge(root, { minor: 37, ...options })
}

function told(text: string, options?: Partial<JudgeOptions>): [reason: string, field: string, marked: string][] {
  return problems(text, options).map(({ reason, field, start, end }) => [reason, field, text.slice(start, end)])
}

describe('everything at its own place', () => {
  test('a sound object is told nothing', () => {
    expect(told(HEAD + SPEC)).toEqual([])
  })

  test('decoding, validation and the route at once', () => {
    const text = `${HEAD}${SPEC}`
      .replace('batch/v1', 'batch/v1beta1')
      .replace('0 2 * * *', '0 26 * * *')
      .replace('  jobTemplate', '  suspend: "yes"\n  bogus: 1\n  jobTemplate')
    expect(told(text)).toEqual([
      ['NotFound', 'apiVersion', 'batch/v1beta1'],
      ['WrongType', 'spec.suspend', '"yes"'],
      ['UnknownField', 'spec.bogus', 'bogus'],
      ['FieldValueInvalid', 'spec.schedule', '26'],
    ])
  })

  test('what is absent stands at its nearest parent', () => {
    expect(told(HEAD + SPEC.replace('          restartPolicy: Never\n', ''))).toEqual([
      ['FieldValueRequired', 'spec.jobTemplate.spec.template.spec.restartPolicy', 'spec'],
    ])
  })

  test('a column inside the schedule', () => {
    const [{ detail }] = problems(HEAD + SPEC.replace('0 2 * * *', '0 26 * * *'))
    expect(detail).toEqual({ kind: 'schedule', expression: '0 26 * * *', column: 2 })
  })

  test('one fault is told once', () => {
    // the server lists two causes with two lists
    expect(told(HEAD + SPEC.replace('restartPolicy: Never', 'restartPolicy: never'))).toHaveLength(1)
  })
})

describe('a fault explains what follows from it', () => {
  test.each<[what: string, text: string, reasons: string[]]>([
    ['a misspelt required field', SPEC.replace('schedule', 'shedule'), ['UnknownField']],
    [
      'a required field at the wrong level',
      SPEC.replace('          restartPolicy: Never\n', '').replace('      template', '      restartPolicy: Never\n      template'),
      ['UnknownField'],
    ],
    ['a missing level', SPEC.replace('      template:\n        spec:\n', ''), ['UnknownField', 'UnknownField']],
    ['a misspelt level', SPEC.replace('jobTemplate', 'jobTemplates'), ['UnknownField']],
    ['a required field of the wrong type', SPEC.replace('"0 2 * * *"', '5'), ['WrongType']],
    ['a level of the wrong type', SPEC.replace(/jobTemplate:[^]*/, 'jobTemplate: []\n'), ['WrongType']],
  ])('%s', (_, spec, reasons) => {
    expect(problems(HEAD + spec).map(({ reason }) => reason)).toEqual(reasons)
  })
})

describe('what nobody knows is not judged', () => {
  const isUnknown: JudgeOptions['isUnknown'] = ({ text }) => text.includes('${')
  test.each<[what: string, text: string]>([
    ['a schedule', SPEC.replace('0 2 * * *', '${SCHEDULE}')],
    ['a number', SPEC.replace('  jobTemplate', '  startingDeadlineSeconds: ${DEADLINE}\n  jobTemplate')],
    ['a policy', SPEC.replace('Never', '${RESTART}')],
    ['a level', SPEC.replace(/jobTemplate:[^]*/, 'jobTemplate: ${TEMPLATE}\n')],
  ])('%s', (_, spec) => {
    expect(told(HEAD + spec, { isUnknown })).toEqual([])
    expect(told(HEAD + spec)).not.toEqual([])
  })

  test('a name, and the labels that come of it', () => {
    const text = `apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: \${APP}\nspec:\n  template:\n    spec:\n${POD.replaceAll('          ', '      ')}`
    expect(told(text, { isUnknown })).toEqual([])
  })

  test('other faults of the same object are told', () => {
    expect(
      told(HEAD + SPEC.replace('0 2 * * *', '${SCHEDULE}').replace('jobTemplate', 'bogus: 1\n  jobTemplate'), { isUnknown }).map(
        ([reason]) => reason,
      ),
    ).toEqual(['UnknownField'])
  })

  test('a default is the value', () => {
    const resolve: JudgeOptions['resolve'] = (scalar) =>
      scalar.text.startsWith('${AT:=') ? { ...scalar, value: '0 26 * * *', text: '0 26 * * *' } : scalar
    expect(told(HEAD + SPEC.replace('0 2 * * *', '${AT:=0 26 * * *}'), { resolve })).toEqual([
      ['FieldValueInvalid', 'spec.schedule', '"${AT:=0 26 * * *}"'],
    ])
  })
})

describe('patches', () => {
  test.each<[text: string, reasons: string[]]>([
    ['spec: {suspend: true}\n', []],
    ['spec:\n  jobTemplate: {spec: {template: {spec: {containers: [{name: main, $patch: delete}]}}}}\n', []],
    ['spec: {schedule: "0 26 * * *"}\n', ['FieldValueInvalid']],
    ['spec: {concurrencyPolicy: Forbidden}\n', ['FieldValueNotSupported']],
    ['spec: {jobTemplate: {spec: {backoffLimit: -1}}}\n', ['FieldValueInvalid']],
    // depends on what it is merged into
    ['spec: {jobTemplate: {spec: {backoffLimitPerIndex: 1}}}\n', []],
    ['spec: {suspnd: true}\n', ['UnknownField']],
    ['spec: {suspend: "true"}\n', ['WrongType']],
  ])('%s', (text, reasons) => {
    expect(
      problems(`apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: report}\n${text}`, { partial: true }).map(({ reason }) => reason),
    ).toEqual(reasons)
  })
})

describe('other kinds', () => {
  test.each<[text: string, reasons: string[]]>([
    ['apiVersion: v1\nkind: ConfigMap\ndata: {a: 1}\n', ['WrongType']],
    ['apiVersion: v1\nkind: Secret\ndatas: {}\n', ['UnknownField']],
    ['apiVersion: example.com/v1\nkind: Secret\ndatas: {}\n', []],
    ['apiVersion: apps/v1\nkind: Deployment\nbogus: 1\n', []],
    ['apiVersion: batch.volcano.sh/v1alpha1\nkind: Job\nbogus: 1\n', []],
    ['apiVersion: batch/v1\nkind: Cronjob\n', ['NotFound']],
    ['- a\n', []],
  ])('%j', (text, reasons) => {
    expect(problems(text).map(({ reason }) => reason)).toEqual(reasons)
  })

  test.each<[apiVersion: string | undefined, kind: string | undefined, judged: boolean]>([
    ['batch/v1', 'CronJob', true],
    ['batch/v1', 'Cronjob', true],
    [undefined, 'Job', true],
    ['v1', 'Secret', true],
    ['apps/v1', 'Deployment', false],
    [undefined, undefined, false],
    [undefined, 'constructor', false],
  ])('%s %s is judged: %s', (apiVersion, kind, judged) => {
    expect(isJudged(apiVersion, kind)).toBe(judged)
  })

  test('what SOPS writes is no field', () => {
    expect(told(`${HEAD}${SPEC}sops: {version: 3.8.1}\n`, { encrypted: true })).toEqual([])
  })
})

describe('scalars that others read differently', () => {
  test.each<[field: string, value: string, others: unknown]>([
    ['suspend', 'yes', 'yes'],
    ['suspend', 'Off', 'Off'],
    ['suspend', 'true', undefined],
    ['startingDeadlineSeconds', '0755', 755],
    ['startingDeadlineSeconds', '08', undefined],
    ['startingDeadlineSeconds', '1_000', '1_000'],
    ['startingDeadlineSeconds', '0b11', '0b11'],
    ['startingDeadlineSeconds', '0o17', '0o17'],
    ['startingDeadlineSeconds', '1e3', undefined],
    ['at', '12:30', 750],
    ['at', '"12:30"', undefined],
    ['at', '8080:80', undefined],
    ['at', '2027-01-15', undefined],
  ])('%s: %s is %j elsewhere', (field, value, others) => {
    const text =
      field === 'at'
        ? SPEC.replace('jobTemplate:\n', `jobTemplate:\n    metadata: {annotations: {at: ${value}}}\n`)
        : SPEC.replace('spec:\n', `spec:\n  ${field}: ${value}\n`)
    const details = problems(HEAD + text).map(({ detail }) => detail)
    const note = details.find((detail) => detail?.kind === 'ambiguous-scalar')
    expect(note?.kind === 'ambiguous-scalar' ? note.others : undefined).toEqual(others)
  })

  test('a wrong type is told as that', () => {
    expect(told(`${HEAD}  labels: {canary: yes}\n${SPEC}`)).toEqual([['WrongType', 'metadata.labels[canary]', 'yes']])
  })

  test('a boolean field and a label key', () => {
    expect(told(`${HEAD}  labels: {on: x}\n${SPEC}`.replace('spec:\n', 'spec:\n  suspend: no\n'))).toEqual([
      ['AmbiguousScalar', 'metadata.labels[true]', 'on'],
      ['AmbiguousScalar', 'spec.suspend', 'no'],
    ])
  })

  test('a mode in octal is custom', () => {
    expect(told(HEAD + SPEC + '          volumes: [{name: a, secret: {secretName: b, defaultMode: 0400}}]\n')).toEqual([])
  })

  test('many take bounded time', () => {
    const before = performance.now()
    expect(
      problems(`${HEAD}  annotations:\n${Array.from({ length: 20_000 }, (_, index) => `    a${index}: 12:30\n`).join('')}${SPEC}`),
    ).toHaveLength(100)
    expect(performance.now() - before).toBeLessThan(5_000)
  })
})

describe('an object says what it is', () => {
  const REST = `metadata:\n  name: report\n${SPEC}`
  test.each<[title: string, text: string, told: [reason: string, field: string, marked: string][]]>([
    ['no kind', `apiVersion: batch/v1\n${REST}`, [['FieldValueRequired', 'kind', 'apiVersion']]],
    ['no apiVersion', `kind: CronJob\n${REST}`, [['FieldValueRequired', 'apiVersion', 'kind']]],
    ['an empty kind', `apiVersion: batch/v1\nkind:\n${REST}`, [['FieldValueRequired', 'kind', 'kind']]],
    ['a Kind', `apiVersion: batch/v1\nKind: CronJob\n${REST}`, [['UnknownField', 'Kind', 'Kind']]],
    ['an apiversion', `apiversion: batch/v1\nkind: CronJob\n${REST}`, [['UnknownField', 'apiversion', 'apiversion']]],
    ['a number as kind', `apiVersion: batch/v1\nkind: 1\n${REST}`, [['WrongType', 'kind', '1']]],
    [
      'a version of the group that is gone, and no kind',
      `apiVersion: batch/v1beta1\n${REST}`,
      [['FieldValueRequired', 'kind', 'apiVersion']],
    ],
    ['settings of some program', 'apiVersion: batch/v1\nretries: 3\n', []],
  ])('%s', (_, text, expected) => {
    expect(told(text)).toEqual(expected)
  })

  test.each<[title: string, options: Partial<JudgeOptions>]>([
    ['a patch', { partial: true }],
    ['an excerpt in documentation', { excerpt: true }],
  ])('but for %s', (_, options) => {
    expect(told(`kind: CronJob\n${REST}`, options)).toEqual([])
  })
})
