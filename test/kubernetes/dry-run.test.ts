import { describe, expect, test } from 'vitest'
import { dryRun, type DryRunOptions } from '../../lib/kubernetes/index.ts'

const POD = '{restartPolicy: Never, containers: [{name: main, image: "busybox:1.36"}]}'
const CRON_JOB = `apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec:
  schedule: "0 2 * * *"
  jobTemplate: {spec: {template: {spec: ${POD}}}}
`
const JOB = `apiVersion: batch/v1\nkind: Job\nmetadata: {name: migrate}\nspec: {template: {spec: ${POD}}}\n`

function told(text: string, options?: DryRunOptions): string[] {
  return dryRun(text, options).map(({ accepted, causes }) =>
    accepted === undefined
      ? 'other'
      : accepted
        ? 'accepted'
        : causes.map(({ stage, reason, field }) => `${stage} ${reason} ${field}`).join(', '),
  )
}

describe('documents', () => {
  test('says which object it is about', () => {
    expect(dryRun(CRON_JOB)).toEqual([
      { document: 0, apiVersion: 'batch/v1', kind: 'CronJob', name: 'report', accepted: true, causes: [], warnings: [] },
    ])
  })

  test('each is judged, empty ones are not counted, other kinds pass', () => {
    const text = `---\n# nothing\n---\n${CRON_JOB}---\nkind: Service\napiVersion: v1\n---\n${JOB}`
    expect(dryRun(text).map(({ document, accepted }) => [document, accepted])).toEqual([
      [0, true],
      [1, undefined],
      [2, true],
    ])
  })

  test('a broken one leaves the others', () => {
    const verdicts = dryRun(`${JOB}---\na: [\n---\n${CRON_JOB}`)
    expect(verdicts.map(({ accepted }) => accepted)).toEqual([true, false, true])
    expect(verdicts[1].causes).toMatchObject([{ stage: 'decode', reason: 'Syntax', field: '' }])
    expect(verdicts[1].causes[0].message).not.toContain('\n')
  })

  test('the items of a List are judged one by one', () => {
    const text = `apiVersion: v1\nkind: List\nitems:\n- {apiVersion: batch/v1, kind: Job, metadata: {name: a}, spec: {template: {spec: ${POD}}}}\n- {apiVersion: v1, kind: Secret}\n- {apiVersion: batch/v1, kind: Job, metadata: {name: b}, spec: {bogus: 1}}\n`
    expect(told(text)).toEqual(['accepted', 'other', 'decode UnknownField spec.bogus'])
    expect(told('apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: Secret}]\n')).toEqual(['other'])
  })

  test('a kind of the same name in another group is another kind', () => {
    expect(told('apiVersion: batch.volcano.sh/v1alpha1\nkind: Job\nspec: {minAvailable: 3}\n')).toEqual(['other'])
  })

  test.each(['', '\n', '# nothing\n', '---\n---\n'])('%j has no document', (text) => {
    expect(dryRun(text)).toEqual([])
  })
})

describe('the route', () => {
  test.each<[head: string, options: DryRunOptions, answer: string]>([
    ['apiVersion: batch/v1\nkind: CronJob', {}, 'accepted'],
    ['apiVersion: batch/v1beta1\nkind: CronJob', {}, 'route NotFound apiVersion'],
    ['apiVersion: apps/v1\nkind: CronJob', {}, 'route NotFound apiVersion'],
    ['apiVersion: v1\nkind: CronJob', {}, 'route NotFound apiVersion'],
    ['apiVersion: batch.k8s.io/v1\nkind: CronJob', {}, 'route NotFound apiVersion'],
    ['apiVersion: cron/v1\nkind: CronJob', {}, 'route NotFound apiVersion'],
    ['apiVersion: batch/v1\nkind: Cronjob', {}, 'route NotFound kind'],
    // the server fills in what is missing
    ['apiVersion: batch/v1', { as: 'CronJob' }, 'accepted'],
    ['kind: CronJob', {}, 'accepted'],
    ['apiVersion: batch/\nkind: CronJob', {}, 'accepted'],
    // but takes nothing else
    ['apiVersion: batch/v1\nkind: cronjob', { as: 'CronJob' }, 'decode WrongType kind'],
    ['apiVersion: batch/v1\nkind: Job', { as: 'CronJob' }, 'decode WrongType kind'],
    ['apiVersion: Batch/v1\nkind: CronJob', { as: 'CronJob' }, 'decode WrongType apiVersion'],
    ['apiVersion: batch/v1/x\nkind: CronJob', { as: 'CronJob' }, 'decode WrongType apiVersion'],
    ['apiVersion: 1\nkind: CronJob', {}, 'decode WrongType apiVersion'],
    ['apiVersion: batch/v1\nkind: {}', { as: 'CronJob' }, 'decode WrongType kind'],
  ])('%j %j: %s', (head, options, answer) => {
    expect(told(`${head}\n${CRON_JOB.split('\n').slice(2).join('\n')}`, options)).toEqual([answer])
  })
})

describe('what hides what', () => {
  const faults = CRON_JOB.replace('spec:\n', 'spec:\n  bogus: 1\n  suspend: true\n  suspend: false\n  another: {}\n')

  test('repeated keys first, then unknown fields in the order of sorted paths', () => {
    expect(told(faults)).toEqual(['decode DuplicateField spec.suspend, decode UnknownField spec.another, decode UnknownField spec.bogus'])
  })

  test('a wrong type hides everything else', () => {
    expect(told(faults.replace('"0 2 * * *"', '5'))).toEqual(['decode WrongType spec.schedule'])
  })

  test('of two wrong types the first by path is named, not the first in the text', () => {
    expect(told(CRON_JOB.replace('spec:\n', 'spec:\n  suspend: "x"\n').replace('"busybox:1.36"', '5'))).toEqual([
      'decode WrongType spec.jobTemplate.spec.template.spec.containers[0].image',
    ])
  })

  test('a quantity ends the reading at once', () => {
    expect(told(CRON_JOB.replace('"0 2 * * *"', '5').replace('"busybox:1.36"', 'x, resources: {limits: {cpu: 1K}}'))).toEqual([
      'decode WrongType spec.jobTemplate.spec.template.spec.containers[0].resources.limits[cpu]',
    ])
    expect(told(CRON_JOB.replace('name: main', 'name: 5, resources: {limits: {cpu: 1K}}'))).toEqual([
      'decode WrongType spec.jobTemplate.spec.template.spec.containers[0].resources.limits[cpu]',
    ])
  })

  test('what strict validation refuses hides refused values', () => {
    expect(told(faults.replace('0 2 * * *', 'x'))).toEqual([
      'decode DuplicateField spec.suspend, decode UnknownField spec.another, decode UnknownField spec.bogus',
    ])
    expect(told(faults.replace('0 2 * * *', 'x'), { fieldValidation: 'Warn' })).toEqual(['validation FieldValueInvalid spec.schedule'])
  })

  test('lenient validation warns, and none says nothing', () => {
    expect(dryRun(faults, { fieldValidation: 'Warn' })).toMatchObject([
      {
        accepted: true,
        warnings: ['line 7: key "suspend" already set in map', 'unknown field "spec.another"', 'unknown field "spec.bogus"'],
      },
    ])
    expect(dryRun(faults, { fieldValidation: 'Ignore' })).toMatchObject([{ accepted: true, warnings: [] }])
  })
})

describe('versions', () => {
  test.each([
    ['1.29', 'decode UnknownField spec.successPolicy'],
    ['v1.30.2+k3s1', 'accepted'],
  ])('a field of 1.30 at %s: %s', (kubernetesVersion, answer) => {
    const text = JOB.replace('spec: {', 'spec: {completionMode: Indexed, completions: 2, successPolicy: {rules: [{succeededCount: 1}]}, ')
    expect(told(text, { kubernetesVersion })).toEqual([answer])
  })

  test('an unknown one is refused in words', () => {
    expect(() => dryRun('', { kubernetesVersion: '1.99' })).toThrow('Kubernetes 1.99 is not known here (known: 1.27 to 1.37)')
  })
})

describe('much input', () => {
  test.each<[what: string, text: string]>([
    [
      '50,000 items',
      `apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec:\n  template:\n    spec:\n      restartPolicy: Never\n      containers:\n      - name: a\n        image: b\n        args:\n${'        - x\n'.repeat(50_000)}`,
    ],
    ['a text of 1 MB', JOB.replace('"busybox:1.36"', `"${'x'.repeat(1_000_000)}"`)],
    [
      '10,000 variables',
      JOB.replace('"busybox:1.36"', `b, env: [${Array.from({ length: 10_000 }, (_, index) => `{name: A${index}, value: x}`).join(', ')}]`),
    ],
    [
      '10,000 unknown fields',
      `apiVersion: batch/v1\nkind: Job\nspec:\n${Array.from({ length: 10_000 }, (_, index) => `  bogus${index}: 1\n`).join('')}`,
    ],
  ])('%s take bounded time', (_, text) => {
    const before = performance.now()
    expect(dryRun(text)).toHaveLength(1)
    expect(performance.now() - before).toBeLessThan(5_000)
  })
})
