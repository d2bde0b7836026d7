import { describe, expect, test } from 'vitest'
import { applySplices, planEdits, readManifestFile } from '../../lib/manifest/index.ts'
import { corpusTexts } from '../reader/texts.ts'

describe.skipIf(corpusTexts.length === 0)('over real manifests', () => {
  test('setting a schedule to what it is changes no byte', () => {
    let edited = 0
    for (const [path, text] of corpusTexts) {
      for (const manifest of readManifestFile({ path, text }).manifests) {
        const schedule = scheduleOf(manifest.root)
        if (manifest.kind !== 'CronJob' || schedule === undefined) continue
        const splices = planEdits(text, manifest, [{ kind: 'set', path: 'spec.schedule', value: schedule }])
        if (!splices) continue
        edited++
        expect(applySplices(text, splices), path).toBe(text)
      }
    }
    expect(edited).toBeGreaterThan(150)
  })

  test('no edit at all changes no byte', () => {
    for (const [path, text] of corpusTexts) {
      for (const manifest of readManifestFile({ path, text }).manifests) {
        const splices = planEdits(text, manifest, [])
        if (splices) expect(applySplices(text, splices), path).toBe(text)
      }
    }
  })
})

type Root = ReturnType<typeof readManifestFile>['manifests'][number]['root']

function scheduleOf(root: Root): string | undefined {
  const spec = root.kind === 'mapping' ? root.pairs.find(({ key }) => key === 'spec')?.value : undefined
  const schedule = spec?.kind === 'mapping' ? spec.pairs.find(({ key }) => key === 'schedule')?.value : undefined
  return schedule?.kind === 'scalar' && typeof schedule.value === 'string' ? schedule.value : undefined
}
