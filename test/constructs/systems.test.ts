import type { Chart } from 'cdk8s'
import { App, type ChartProps } from 'cdk8s'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Construct } from 'constructs'
import { afterAll, describe, expect, test } from 'vitest'
import { CATALOGUE, isBuilt } from '../../lib/constructs/catalogue.ts'
import * as constructs from '../../lib/constructs/index.ts'
import { isAnswer } from './prop-types.ts'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const folder = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const outdir = mkdtempSync(join(tmpdir(), 'cronwright-'))
afterAll(() => rmSync(outdir, { recursive: true, force: true }))

const page = (construct: string): string => `docs/constructs/${construct.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase()}.md`
const built = CATALOGUE.filter(isBuilt)

describe.each(built)('$system', ({ construct, chart, parameters }) => {
  test('is exported', () => expect(Object.keys(constructs)).toContain(construct))
  test('has a page', () => expect(read(page(construct))).toContain(`# ${construct}`))
  test('stands in its chart', () => expect(read(`charts/${chart}`)).toContain(`new ${construct}(this, `))
  test('each parameter is a prop, or what every synthesis says', async () => {
    const answers = Object.values(parameters)
    expect(answers.filter((answer) => !answer.startsWith('= ') && !isAnswer(construct, answer))).toEqual([])
    const yaml = await synthesize(chart)
    expect(answers.filter((answer) => answer.startsWith('= ') && !yaml.includes(answer.slice(2)))).toEqual([])
  })
})

async function synthesize(file: string): Promise<string> {
  const [Family] = Object.values((await import(`../../charts/${file}`)) as Record<string, new (...given: unknown[]) => Chart>)
  const app = new App({ outdir, recordConstructMetadata: false })
  const props: ChartProps = { namespace: 'shop', disableResourceNameHashes: true }
  new Family(app, 'family', props)
  return app.synthYaml() as string
}

test('an answer that is no prop is found', () => {
  expect(isAnswer('BackupCronJob', 'database.hots')).toBe(false)
  expect(isAnswer('ScheduledJob', 'Retry.sometimes()')).toBe(false)
  expect(isAnswer('ScheduledJob', 'Schedule.daily().zone')).toBe(false)
})

test('every chart belongs to a system', () => {
  const charts = readdirSync(folder('charts')).filter((name) => name !== 'main.ts')
  expect([...new Set(built.map(({ chart }) => chart))].sort()).toEqual(charts.sort())
})

test('every construct is in the table, and no system twice', () => {
  const classes = Object.entries(constructs).filter(([, value]) => (value as { prototype?: unknown }).prototype instanceof Construct)
  expect(classes.map(([name]) => name).filter((name) => !built.some(({ construct }) => construct === name))).toEqual([])
  const systems = CATALOGUE.map(({ system }) => system)
  expect(systems.filter((system, index) => systems.indexOf(system) !== index)).toEqual([])
})

const scripts = folder('lib/constructs/scripts/')
describe.each(readdirSync(scripts))('%s', (name) => {
  const text = read(`lib/constructs/scripts/${name}`)
  test('says its shell and its exit codes', () => {
    expect(text).toMatch(/^#!\/bin\/sh\n# /)
    expect(text).toContain('# Exit codes: ')
  })
  test('stops at the first command that fails', () => {
    if (name !== 'say.sh') expect(text).toContain('\nset -eu\n')
  })
})
