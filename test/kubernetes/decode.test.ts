import { describe, expect, test } from 'vitest'
import { decode } from '../../lib/kubernetes/index.ts'
import { readYaml } from '../../lib/reader/index.ts'

function decoded(text: string, kind = 'CronJob', minor = 34) {
  const [{ root }] = readYaml(text)
  if (!root) throw new Error('the example is no YAML')
  return decode(root, kind, minor)
}

function reasons(text: string, kind?: string, minor?: number): string[] {
  return decoded(text, kind, minor).problems.map(({ reason, field }) => `${reason} ${field}`)
}

describe('values', () => {
  test.each<[field: string, text: string, value: unknown]>([
    // plain
    ['startingDeadlineSeconds', '300', 300],
    ['suspend', 'true', true],
    ['schedule', '"0 2 * * *"', '0 2 * * *'],
    // whole numbers in other clothes
    ['startingDeadlineSeconds', '1.0', 1],
    ['startingDeadlineSeconds', '1e2', 100],
    ['startingDeadlineSeconds', '0x10', 16],
    ['startingDeadlineSeconds', '0o17', 15],
    ['startingDeadlineSeconds', '017', 15],
    ['startingDeadlineSeconds', '08', 8],
    ['startingDeadlineSeconds', '1_000', 1000],
    ['startingDeadlineSeconds', '-0', 0],
    ['successfulJobsHistoryLimit', '2147483647', 2147483647],
    ['startingDeadlineSeconds', '9223372036854775807', 9223372036854775807n],
    ['startingDeadlineSeconds', '9.2e18', 9200000000000000000n],
    // booleans of YAML 1.1
    ['suspend', 'yes', true],
    ['suspend', 'Off', false],
    // null is unset
    ['suspend', 'null', undefined],
    ['timeZone', '~', undefined],
    ['jobTemplate', '', undefined],
  ])('%s: %s is %s', (field, text, value) => {
    const { object, problems } = decoded(`spec:\n  ${field}: ${text}\n`)
    expect(problems).toEqual([])
    expect((object.spec as Record<string, unknown>)[field]).toEqual(value)
  })

  test.each<[field: string, text: string]>([
    ['startingDeadlineSeconds', '"5"'],
    ['startingDeadlineSeconds', '1.5'],
    ['startingDeadlineSeconds', '5s'],
    ['startingDeadlineSeconds', '1,000'],
    ['startingDeadlineSeconds', '10:30'],
    ['startingDeadlineSeconds', '9223372036854775808'],
    ['startingDeadlineSeconds', '9223372036854775807.0'],
    ['successfulJobsHistoryLimit', '2147483648'],
    ['successfulJobsHistoryLimit', '-2147483649'],
    ['suspend', '"true"'],
    ['suspend', '1'],
    ['schedule', '5'],
    ['schedule', 'yes'],
    ['schedule', '[a]'],
    ['jobTemplate', '[]'],
    ['jobTemplate', 'x'],
  ])('%s: %s is a wrong type', (field, text) => {
    expect(reasons(`spec:\n  ${field}: ${text}\n`)).toEqual([`WrongType spec.${field}`])
  })

  test('null in a list is empty, in a map zero', () => {
    const { object, problems } = decoded(
      'spec:\n  template:\n    spec:\n      containers:\n      -\n      - command: [~]\n        resources:\n          limits: {cpu: , memory: 1Gi}\n',
      'Job',
    )
    expect(problems).toEqual([])
    expect(object).toEqual({
      spec: { template: { spec: { containers: [{}, { command: [''], resources: { limits: { cpu: '0', memory: '1Gi' } } }] } } },
    })
  })

  test('an empty document is an empty object', () => {
    expect(decoded('null\n')).toEqual({ object: {}, problems: [] })
  })

  test('a document that is a list is no object', () => {
    expect(reasons('- a\n')).toEqual(['WrongType '])
  })

  test('__proto__ is a key like any other', () => {
    const { object } = decoded('metadata:\n  labels: {__proto__: x}\n')
    expect(Object.keys((object.metadata as { labels: object }).labels)).toEqual(['__proto__'])
  })
})

describe('quantities', () => {
  test.each(['1', '0.5', '500m', '64Mi', '1e3', '"1E3"', 'm', 'Mi', '"."', '" 1Gi "', '1E', '-1', '.5', '"+"', '5n'])(
    '%s is one',
    (text) => {
      expect(reasons(`spec: {template: {spec: {overhead: {cpu: ${text}}}}}`, 'Job')).toEqual([])
    },
  )

  test.each(['1K', '1Kb', '1 Gi', '512MB', '512mi', '1e', '50%', 'true', '[1]', '{}', '""', '"1,5"'])('%s is none', (text) => {
    expect(reasons(`spec: {template: {spec: {overhead: {cpu: ${text}}}}}`, 'Job')).toEqual(['WrongType spec.template.spec.overhead[cpu]'])
  })
})

describe('instants', () => {
  test.each(['"2026-11-24T01:02:03Z"', '"2026-11-24T01:02:03.5+02:00"', '"2028-02-29T1:02:03Z"', '2026-11-24T01:02:03Z'])(
    '%s is one',
    (text) => {
      expect(reasons(`status:\n  lastScheduleTime: ${text}\n`)).toEqual([])
    },
  )

  test.each(['"2027-02-29T01:02:03Z"', '"2026-11-24"', '""', '5', '"2026-11-24T25:00:00Z"'])('%s is none', (text) => {
    expect(reasons(`status:\n  lastScheduleTime: ${text}\n`)).toEqual(['WrongType status.lastScheduleTime'])
  })
})

describe('fields', () => {
  test.each<[text: string, found: string[]]>([
    ['spec: {Schedule: x}', ['UnknownField spec.Schedule']],
    ['spec: {bogus: ~}', ['UnknownField spec.bogus']],
    ['{5: x}', ['UnknownField 5']],
    [
      'spec: {jobTemplate: {spec: {template: {spec: {containers: [{}, {bogus: 1}]}}}}}',
      ['UnknownField spec.jobTemplate.spec.template.spec.containers[1].bogus'],
    ],
    // every key of a map is known
    ['metadata: {labels: {bogus: x}}', []],
    // whatever is in a repeated key, the last one counts
    ['spec:\n  suspend: "x"\n  suspend: true\n', ['DuplicateField spec.suspend']],
    ['spec:\n  suspend: true\n  suspend: "x"\n', ['DuplicateField spec.suspend', 'WrongType spec.suspend']],
    ['metadata:\n  labels:\n    a: b\n    a: c\n', ['DuplicateField metadata.labels.a']],
    // repeated keys are found where no type is known, too
    ['spec:\n  bogus:\n    a: 1\n    a: 2\n', ['UnknownField spec.bogus', 'DuplicateField spec.bogus.a']],
  ])('%s: %j', (text, found) => {
    expect(reasons(text)).toEqual(found)
  })

  test.each<[minor: number, field: string, known: boolean]>([
    [27, 'podReplacementPolicy: Failed', false],
    [28, 'podReplacementPolicy: Failed', true],
    [29, 'successPolicy: {}', false],
    [30, 'successPolicy: {}', true],
    [36, 'scheduling: {}', false],
    [37, 'scheduling: {}', true],
    [34, 'template: {spec: {workloadRef: {name: a}}}', false],
    [35, 'template: {spec: {workloadRef: {name: a}}}', true],
    [36, 'template: {spec: {workloadRef: {name: a}}}', false],
  ])('1.%i and %s: known %s', (minor, field, known) => {
    expect(reasons(`spec: {${field}}`, 'Job', minor).length === 0).toBe(known)
  })
})

describe('everything at once', () => {
  test('one fault does not hide another', () => {
    expect(
      reasons('metadata: {lables: {}}\nspec:\n  suspend: "true"\n  jobTemplate:\n    spec: {parallelism: "2", backofLimit: 1}\n'),
    ).toEqual([
      'UnknownField metadata.lables',
      'WrongType spec.suspend',
      'WrongType spec.jobTemplate.spec.parallelism',
      'UnknownField spec.jobTemplate.spec.backofLimit',
    ])
  })

  test('each at its own place', () => {
    const text = 'spec:\n  suspend: "true"\n  bogus: 1\n'
    expect(decoded(text).problems.map(({ start, end }) => text.slice(start, end))).toEqual(['"true"', 'bogus'])
  })
})

describe('what was meant', () => {
  test.each<[text: string, meant: unknown]>([
    ['spec: {startingDeadlineSeconds: "300"}', 300],
    ['spec: {startingDeadlineSeconds: 5m}', 300],
    ['spec: {startingDeadlineSeconds: 1h30m}', 5400],
    ['spec: {startingDeadlineSeconds: "1,000"}', 1000],
    ['spec: {startingDeadlineSeconds: soon}', undefined],
    ['spec: {successfulJobsHistoryLimit: "99999999999"}', undefined],
    ["spec: {suspend: 'true'}", true],
    ['spec: {suspend: "No"}', false],
    ['metadata: {labels: {release: 1.0}}', '1.0'],
    ['metadata: {labels: {canary: yes}}', 'yes'],
    ['metadata: {labels: {mode: 0777}}', '0777'],
    ['spec: {jobTemplate: {spec: {template: {spec: {containers: [{command: date}]}}}}}', ['date']],
    ['spec: {jobTemplate: {spec: {template: {spec: {overhead: {memory: 64i}}}}}}', '64Mi'],
    ['spec: {jobTemplate: {spec: {template: {spec: {overhead: {memory: 512MB}}}}}}', '512M'],
    ['spec: {jobTemplate: {spec: {template: {spec: {overhead: {memory: 512mib}}}}}}', '512Mi'],
    ['spec: {jobTemplate: {spec: {template: {spec: {overhead: {memory: "1 Gi"}}}}}}', '1Gi'],
    ['spec: {jobTemplate: {spec: {template: {spec: {overhead: {memory: "0,5"}}}}}}', '0.5'],
    ['spec: {jobTemplate: {spec: {template: {spec: {overhead: {memory: 50%}}}}}}', undefined],
  ])('%s: %j', (text, meant) => {
    const [{ detail }] = decoded(text).problems
    expect(detail?.kind === 'wrong-type' ? detail.meant : 'no wrong type').toEqual(meant)
  })
})
