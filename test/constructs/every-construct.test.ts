import { App, Chart } from 'cdk8s'
import { Construct } from 'constructs'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import * as constructs from '../../lib/constructs/index.ts'
import { dryRun, lint } from '../../lib/index.ts'
import { SAMPLES } from './samples.ts'

const outdir = mkdtempSync(join(tmpdir(), 'cronwright-'))
afterAll(() => rmSync(outdir, { recursive: true, force: true }))

function synthesize(build: (chart: Chart) => unknown): string {
  const app = new App({ outdir, recordConstructMetadata: false })
  build(new Chart(app, 'test', { namespace: 'shop', disableResourceNameHashes: true }))
  return app.synthYaml() as string
}

test('no construct is left out', () => {
  const classes = Object.entries(constructs).filter(([, value]) => (value as { prototype?: unknown }).prototype instanceof Construct)
  expect(Object.keys(SAMPLES).sort()).toEqual(classes.map(([name]) => name).sort())
})

const ALL = Object.entries(SAMPLES).flatMap(([construct, samples]) =>
  Object.entries(samples).map(([sample, build]) => ({ construct, sample, build })),
)
const VERSIONS = Array.from({ length: 11 }, (_, index) => `1.${27 + index}`)

describe.each(ALL)('$construct, $sample', ({ build, sample }) => {
  const text = synthesize(build)

  test('lints clean under strict', () => {
    const { findings, unchecked } = lint([{ path: 'synth/test.k8s.yaml', text }], { now: 1_800_000_000, policy: 'strict' })
    expect(findings.map(({ rule, path, message }) => `${rule} ${path} ${message}`)).toEqual([])
    expect(unchecked).toEqual([])
  })

  test.each(VERSIONS)('Kubernetes %s accepts it, or it says the version it needs', (kubernetesVersion) => {
    const refused = dryRun(text, { kubernetesVersion }).filter(({ accepted }) => accepted === false)
    const old = Number(kubernetesVersion.slice(2)) < Number(constructs.OLDEST_KUBERNETES.slice(2))
    const isJob = /kind: (CronJob|Job)\n/.test(text)
    if (!old || !isJob) expect(refused.flatMap(({ causes }) => causes)).toEqual([])
    else {
      // What the older one does not know is just what the constant is about, and what the sample asks for by itself.
      const fields = refused.flatMap(({ causes }) => causes.map(({ field }) => field.split('.').at(-1)))
      const asked = sample === 'most' ? ['maxFailedIndexes', 'backoffLimitPerIndex'] : []
      expect(fields).toContain('podReplacementPolicy')
      expect(fields.filter((field) => field !== 'podReplacementPolicy' && !asked.includes(field ?? ''))).toEqual([])
    }
  })

  test('is the same twice, in another folder and in another zone', () => {
    const [folder, zone] = [process.cwd(), process.env.TZ]
    try {
      expect(synthesize(build)).toBe(text)
      process.chdir(tmpdir())
      process.env.TZ = 'Pacific/Kiritimati'
      expect(synthesize(build)).toBe(text)
      process.env.TZ = 'America/Los_Angeles'
      expect(synthesize(build)).toBe(text)
    } finally {
      process.chdir(folder)
      if (zone === undefined) delete process.env.TZ
      else process.env.TZ = zone
    }
  })

  test('has what the restricted profile and a reviewer ask for', () => {
    // A workflow's pods are never restarted, and each hands its result to the API.
    const ofPods = text.includes('kind: CronWorkflow') ? [] : ['restartPolicy: Never', 'automountServiceAccountToken: false']
    for (const line of [...ofPods, 'readOnlyRootFilesystem: true', 'type: RuntimeDefault']) expect(text).toContain(line)
    expect(text).not.toMatch(/stand-in|\[object Object\]|: undefined|: NaN/)
  })
})
