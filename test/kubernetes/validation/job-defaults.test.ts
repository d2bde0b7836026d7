import { expect, test } from 'vitest'
import { dryRun } from '../../../lib/kubernetes/index.ts'

const CONTAINER = 'containers: [{name: main, image: "busybox:1.37"}]'

function causesOf(kind: 'CronJob' | 'Job', job: string, pod = CONTAINER, metadata = '{name: report}'): readonly string[] {
  const spec = `{${job}${job === '' ? '' : ', '}template: {spec: {restartPolicy: Never, ${pod}}}}`
  const text = `apiVersion: batch/v1\nkind: ${kind}\nmetadata: ${metadata}\nspec: ${kind === 'Job' ? spec : `{schedule: '@daily', jobTemplate: {spec: ${spec}}}`}\n`
  return dryRun(text)[0].causes.map(
    ({ reason, field }) => `${reason} ${field.replace('spec.jobTemplate.', '').replace('spec.template.spec.', '')}`,
  )
}

test.each<[kind: 'CronJob' | 'Job', job: string, causes: readonly string[]]>([
  // one completion, where a Job says nothing; the Jobs of a CronJob get theirs when they are made
  ['Job', 'completionMode: Indexed', []],
  ['Job', 'completionMode: Indexed, parallelism: 2', ['FieldValueRequired spec.completions']],
  ['CronJob', 'completionMode: Indexed', ['FieldValueRequired spec.completions']],
  // a mode that does not exist is no mode without indexes
  ['Job', 'completionMode: Always, backoffLimitPerIndex: 1', ['FieldValueNotSupported spec.completionMode']],
  ['Job', 'completionMode: NonIndexed, backoffLimitPerIndex: 1', ['FieldValueInvalid spec.backoffLimitPerIndex']],
])('%s with %s', (kind, job, causes) => {
  expect(causesOf(kind, job)).toEqual(causes)
})

test('an indexed Job without a name has hosts without one', () => {
  expect(causesOf('Job', 'completionMode: Indexed, completions: 5', CONTAINER, '{}')).toEqual([
    'FieldValueRequired metadata.name',
    'FieldValueInvalid metadata.name',
  ])
})

test('two containers without a name have the same', () => {
  expect(causesOf('Job', '', 'containers: [{image: a}, {image: b}]')).toEqual([
    'FieldValueRequired containers[0].name',
    'FieldValueRequired containers[1].name',
    'FieldValueDuplicate containers[1].name',
  ])
})
