import { describe, expect, test } from 'vitest'
import { decode, type ProblemDetail } from '../../lib/kubernetes/index.ts'
import { editDistance, suggestName } from '../../lib/kubernetes/suggest.ts'
import { readYaml } from '../../lib/reader/index.ts'

function detailOf(text: string, minor = 37, kind = 'CronJob'): Extract<ProblemDetail, { kind: 'unknown-field' }> {
  const [{ root }] = readYaml(text)
  const [{ detail }] = root ? decode(root, kind, minor).problems : []
  if (detail?.kind !== 'unknown-field') throw new Error('no unknown field')
  return detail
}

describe('did you mean', () => {
  test.each<[text: string, suggestion: string | undefined]>([
    ['spec: {startingDelineSeconds: 1}', 'startingDeadlineSeconds'],
    ['spec: {jobTemplate: {spec: {activeDeradlineSeconds: 1}}}', 'activeDeadlineSeconds'],
    ['spec: {timezone: UTC}', 'timeZone'],
    ['spec: {Schedule: x}', 'schedule'],
    ['spec: {time_zone: UTC}', 'timeZone'],
    ['spec: {concurencyPolicy: Forbid}', 'concurrencyPolicy'],
    ['spec: {failedJobHistoryLimit: 1}', 'failedJobsHistoryLimit'],
    ['spec: {jobTemplates: {}}', 'jobTemplate'],
    ['metadata: {lables: {}}', 'labels'],
    // the name of something else has its own word
    ['spec: {jobTemplate: {spec: {template: {spec: {volumes: [{name: a, secret: {name: b}}]}}}}}', 'secretName'],
    ['spec: {jobTemplate: {spec: {template: {spec: {volumes: [{name: a, persistentVolumeClaim: {name: b}}]}}}}}', 'claimName'],
    ['spec: {jobTemplate: {spec: {template: {spec: {volumes: [{name: a, configMap: {configMapName: b}}]}}}}}', 'name'],
    // the opposite was not meant
    ['spec: {jobTemplate: {spec: {template: {spec: {affinity: {nodeAntiAffinity: {}}}}}}}', 'podAntiAffinity'],
    // too far from anything
    ['spec: {retries: 3}', undefined],
    ['spec: {description: x}', undefined],
    // what stands there already was not meant
    ['spec: {shedule: a, schedule: b}', undefined],
  ])('%s: %s', (text, suggestion) => {
    expect(detailOf(text).suggestion).toBe(suggestion)
  })

  test('counts exchanged neighbours once', () => {
    expect(editDistance('compeltions', 'completions')).toBe(1)
    expect(suggestName('compeltions', ['completions', 'completionMode'])).toBe('completions')
  })
})

describe('belongs elsewhere', () => {
  test.each<[text: string, place: string | undefined]>([
    ['spec: {jobTemplate: {spec: {restartPolicy: Never}}}', 'spec.jobTemplate.spec.template.spec.restartPolicy'],
    ['spec: {restartPolicy: Never}', 'spec.jobTemplate.spec.template.spec.restartPolicy'],
    ['spec: {jobTemplate: {spec: {template: {spec: {concurrencyPolicy: Forbid}}}}}', 'spec.concurrencyPolicy'],
    ['spec: {jobTemplate: {spec: {containers: []}}}', 'spec.jobTemplate.spec.template.spec.containers'],
    ['spec: {jobTemplate: {spec: {timeZone: UTC}}}', 'spec.timeZone'],
    ['spec: {backoffLimit: 2}', 'spec.jobTemplate.spec.backoffLimit'],
    ['spec: {jobTemplate: {startingDeadlineSeconds: 2}}', 'spec.startingDeadlineSeconds'],
    // a forgotten level down is likelier than one too many
    ['spec: {jobTemplate: {spec: {template: {activeDeadlineSeconds: 5}}}}', 'spec.jobTemplate.spec.template.spec.activeDeadlineSeconds'],
    // into the only container, or into one of several
    [
      'spec: {jobTemplate: {spec: {template: {spec: {env: [], containers: [{}]}}}}}',
      'spec.jobTemplate.spec.template.spec.containers[0].env',
    ],
    [
      'spec: {jobTemplate: {spec: {template: {spec: {env: [], containers: [{}, {}]}}}}}',
      'spec.jobTemplate.spec.template.spec.containers[].env',
    ],
    // out of the container in which it stands
    ['spec: {jobTemplate: {spec: {template: {spec: {containers: [{}, {volumes: []}]}}}}}', 'spec.jobTemplate.spec.template.spec.volumes'],
    // out of a spec into the metadata beside it
    ['spec: {name: x}', 'metadata.name'],
    ['spec: {labels: {}}', 'metadata.labels'],
    ['spec: {jobTemplate: {labels: {}}}', 'spec.jobTemplate.metadata.labels'],
    ['spec: {jobTemplate: {spec: {template: {spec: {annotations: {}}}}}}', 'spec.jobTemplate.spec.template.metadata.annotations'],
    ['spec: {jobTemplate: {spec: {labels: {}}}}', 'spec.jobTemplate.metadata.labels'],
    ['spec: {bogus: x}', undefined],
  ])('%s: %s', (text, place) => {
    expect(detailOf(text).belongs?.[0]).toBe(place)
  })
})

describe('versions', () => {
  test.each<[text: string, minor: number, since: number | undefined, until: number | undefined]>([
    ['spec: {jobTemplate: {spec: {successPolicy: {}}}}', 28, 30, undefined],
    ['spec: {jobTemplate: {spec: {template: {spec: {workloadRef: {}}}}}}', 37, undefined, 35],
    ['spec: {jobTemplate: {spec: {template: {spec: {workloadRef: {}}}}}}', 33, 35, undefined],
  ])('%s at 1.%i', (text, minor, since, until) => {
    expect(detailOf(text, minor)).toMatchObject({ kind: 'unknown-field', ...(since ? { since } : {}), ...(until ? { until } : {}) })
  })
})
