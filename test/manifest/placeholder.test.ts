import { describe, expect, test } from 'vitest'
import { placeholderIn, readManifestFile, toKnownValue, unknownScalarAt } from '../../lib/manifest/index.ts'

test.each<[text: string, style: 'flux' | 'openshift', kind: string | undefined]>([
  ['plain', 'flux', undefined],
  ['$5', 'flux', undefined],
  ['${TAG}', 'flux', 'unknown'],
  ['repo:${TAG}', 'flux', 'unknown'],
  ['${AT:=0 2 * * *}', 'flux', '0 2 * * *'],
  ['${AT:-0 2 * * *}', 'flux', '0 2 * * *'],
  ['${A:=1}-${B}', 'flux', 'unknown'],
  ['${{PORT}}', 'flux', 'unknown'],
  ['${{PORT}}', 'openshift', 'unknown'],
  ['{{ .Values.image }}', 'flux', 'unknown'],
  ['<your-bucket>', 'flux', 'unknown'],
  ['a < b > c', 'flux', undefined],
  ['cleanup-__SERVICE_NAME__', 'flux', 'unknown'],
  ['__init__.py', 'flux', undefined],
])('%s as %s', (text, style, kind) => {
  const found = placeholderIn(text, style)
  expect(found?.kind === 'default' ? found.text : found?.kind).toBe(kind)
})

function manifestOf(text: string) {
  return readManifestFile({ path: 'a.yaml', text }).manifests[0]
}

const HEAD = 'apiVersion: batch/v1\nkind: CronJob\nspec:\n'

describe('in a manifest', () => {
  test('a default is the value, read as YAML where it stands unquoted', () => {
    const text = `${HEAD}  schedule: \${AT:=0 2 * * *}\n  suspend: \${OFF:=true}\n  timeZone: "\${OFF:=true}"\n`
    expect(toKnownValue(manifestOf(text), text)).toMatchObject({ spec: { schedule: '0 2 * * *', suspend: true, timeZone: 'true' } })
  })

  test.each([
    ['spec.schedule', '  schedule: ${AT}\n', true],
    ['spec.args[0]', '  args: ["${AT}"]\n', false],
    ['spec.missing', '  schedule: ${AT}\n', false],
  ])('%s in %j is unknown: %s', (path, body, unknown) => {
    expect(unknownScalarAt(manifestOf(HEAD + body), path)).toBe(unknown)
  })
})
