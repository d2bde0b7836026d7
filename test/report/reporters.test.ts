import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { lint } from '../../lib/index.ts'
import type { Report } from '../../lib/lint/index.ts'
import { REPORTERS, type ReportContext } from '../../lib/report/index.ts'

const NASTY = 'a%b:c,d\n]]>"\'<é😀'

const report: Report = {
  version: 1,
  findings: [
    {
      ...{
        rule: 'unknown-field',
        family: 'api',
        level: 'error',
        file: 'jobs/a b.yaml',
        document: 0,
        cluster: '',
        path: 'spec.startingDelineSeconds',
      },
      message: "unknown field 'startingDelineSeconds' in spec",
      help: "did you mean 'startingDeadlineSeconds'?",
      object: { apiVersion: 'batch/v1', kind: 'CronJob', namespace: 'shop', name: 'a' },
      excerpt: '  startingDelineSeconds: 300',
      start: { line: 10, column: 3, offset: 120 },
      end: { line: 10, column: 24, offset: 141 },
      fix: { title: 'rename to startingDeadlineSeconds', safe: true, edits: [{ start: 120, end: 141, text: 'startingDeadlineSeconds' }] },
    },
    {
      ...{ rule: 'literal-secret', family: 'secrets', level: 'warning', file: 'jobs/b.yaml', document: 1, cluster: 'prod', path: 'spec' },
      message: NASTY.replace('\n', ' '),
      excerpt: '\tkey: "値" # wide',
      start: { line: 3, column: 7, offset: 30 },
      end: { line: 3, column: 10, offset: 33 },
    },
  ],
  suppressed: [],
  unchecked: [{ file: 'c.yaml', line: 4, reason: 'helm-template', message: 'a Helm template' }],
  summary: { files: 3, documents: 3, cronJobs: 2, jobs: 1, errors: 1, warnings: 1, notes: 0, fixable: 1, suppressed: 0, unchecked: 1 },
}

const context: ReportContext = {
  ...{ color: false, quiet: false, toolVersion: '1.2.3' },
  rules: new Map([
    [
      'unknown-field',
      {
        id: 'unknown-field',
        title: 'Every field is known',
        family: 'api',
        level: 'error',
        url: 'https://cronwright.dev/rules/unknown-field',
      },
    ],
  ]),
}

describe('text', () => {
  test('a snippet with a caret under the place', () => {
    expect(REPORTERS.text(report, context)).toBe(
      [
        "jobs/a b.yaml:10:3: error: unknown field 'startingDelineSeconds' in spec [unknown-field]",
        ' 10 |   startingDelineSeconds: 300',
        '    |   ^^^^^^^^^^^^^^^^^^^^^',
        "    = did you mean 'startingDeadlineSeconds'?",
        '    = fix: rename to startingDeadlineSeconds',
        '',
        `jobs/b.yaml:3:7: warning: ${NASTY.replace('\n', ' ')} [literal-secret]`,
        ' 3 | \tkey: "値" # wide',
        '   | \t     ^^^',
        '',
        'c.yaml:4: not checked: a Helm template',
        '',
        '1 error and 1 warning in 2 CronJobs and 1 Job in 3 files (1 fixable with --fix, 1 not checked)',
        '',
      ].join('\n'),
    )
  })

  test('colours are escapes and nothing else', () => {
    expect(REPORTERS.text(report, { ...context, color: true }).replace(/\u001b\[\d+m/g, '')).toBe(REPORTERS.text(report, context))
  })

  test('a quiet report without findings is empty', () => {
    const empty = { ...report, findings: [] }
    expect(REPORTERS.text(empty, { ...context, quiet: true })).toBe('')
  })
})

test('github escapes what would end a command', () => {
  expect(REPORTERS.github(report, context).split('\n')).toEqual([
    "::error file=jobs/a b.yaml,line=10,endLine=10,col=3,endColumn=24,title=unknown-field::unknown field 'startingDelineSeconds' in spec%0Adid you mean 'startingDeadlineSeconds'?",
    `::warning file=jobs/b.yaml,line=3,endLine=3,col=7,endColumn=10,title=literal-secret::${NASTY.replace('\n', ' ').replace('%', '%25')}`,
    '',
  ])
})

test('gitlab: a unique fingerprint for each issue', () => {
  const twice = { ...report, findings: [report.findings[0], report.findings[0]] }
  const issues = JSON.parse(REPORTERS.gitlab(twice, context)) as { fingerprint: string; severity: string; location: { path: string } }[]
  expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(2)
  expect(issues[0]).toMatchObject({
    severity: 'critical',
    check_name: 'unknown-field',
    location: { path: 'jobs/a b.yaml', lines: { begin: 10 } },
  })
  expect(REPORTERS.gitlab({ ...report, findings: [] }, context)).toBe('[]\n')
})

test('junit: one case a finding, and nothing that XML cannot hold', () => {
  const bell = { ...report.findings[1], message: `\u0007${NASTY}\ud800` }
  const xml = REPORTERS.junit({ ...report, findings: [report.findings[0], bell] }, context)
  expect(xml).toContain('<testcase classname="jobs/a b.yaml" name="unknown-field at 10:3 (CronJob shop/a)" file="jobs/a b.yaml" line="10">')
  expect(xml).toContain(`message="a%b:c,d&#10;]]&gt;&quot;'&lt;é😀" type="warning"`)
  expect(xml).not.toContain('\u0007')
  expect(REPORTERS.junit({ ...report, findings: [] }, context)).toContain('name="no findings"')
})

test('rdjson: columns count bytes of UTF-8', () => {
  const { diagnostics } = JSON.parse(REPORTERS.rdjson(report, context)) as { diagnostics: { location: { range: unknown } }[] }
  // `\tkey: "値" # wide`: the place is 値 with its quotes, three bytes instead of one
  expect(diagnostics[1].location.range).toEqual({ start: { line: 3, column: 7 }, end: { line: 3, column: 12 } })
  expect(diagnostics[0]).toMatchObject({
    severity: 'ERROR',
    code: { value: 'unknown-field', url: 'https://cronwright.dev/rules/unknown-field' },
    suggestions: [{ text: 'startingDeadlineSeconds', range: { start: { line: 10, column: 3 }, end: { line: 10, column: 24 } } }],
  })
})

test('markdown: nothing in a message is markup', () => {
  expect(REPORTERS.markdown(report, context).split('\n')).toEqual([
    '**cronwright**: 1 error and 1 warning in 2 CronJobs and 1 Job in 3 files',
    '',
    '| | place | what | rule |',
    '|---|---|---|---|',
    "| ❌ | `jobs/a b.yaml:10` | unknown field 'startingDelineSeconds' in spec<br><sub>did you mean 'startingDeadlineSeconds'?</sub> | [unknown-field](https://cronwright.dev/rules/unknown-field) |",
    `| ⚠️ | \`jobs/b.yaml:3\` | a%b:c,d ]]&gt;"'&lt;é😀 | literal-secret |`.replace(']]', '\\]\\]'),
    '',
  ])
})

const real = (): Report =>
  lint(
    ['cache-warmer.yaml', 'nightly-report.yaml', 'orders-backup.yaml'].map((name) => ({
      path: name,
      text: readFileSync(new URL(`../../examples/common-faults/${name}`, import.meta.url), 'utf8'),
    })),
    { now: Date.parse('2027-01-15T12:00:00Z') / 1000 },
  )

describe.each([
  ['a made report', (): Report => report],
  ['the report on the examples', real],
])('%s', (_, make) => {
  test('sarif follows the schema of SARIF 2.1.0', () => {
    const schema = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as object
    const { default: Ajv04 } = createRequire(import.meta.url)('ajv-draft-04') as { default: typeof Ajv }
    const validate = new Ajv04({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema)
    expect(validate(JSON.parse(REPORTERS.sarif(make(), context))), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true)
  })

  test('json follows our own schema', () => {
    const schema = JSON.parse(readFileSync(new URL('../../lib/lint/report.schema.json', import.meta.url), 'utf8')) as object
    const validate = new Ajv().compile(schema)
    expect(validate(JSON.parse(REPORTERS.json(make(), context))), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true)
  })
})
