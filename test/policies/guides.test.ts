import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { lint } from '../../lib/lint/index.ts'
import { POLICIES, RULES } from '../../policies/index.ts'

/* Guides from which people copy CronJobs. They are no part of this project: without them nothing is tested here. */
const folder = fileURLToPath(new URL('../../../shared/sources', import.meta.url))
const guides = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.txt')) : []

function textOf(number: string): string {
  const name = guides.find((guide) => guide.startsWith(number))
  return name === undefined ? '' : readFileSync(`${folder}/${name}`, 'utf8')
}

/** What a guide's shell script pipes into kubectl, as the shell hands it over. */
function appliedBy(text: string): string {
  const documents = [...text.matchAll(/^cat << EOF \| kubectl apply -f -\n([\s\S]*?)^EOF$/gm)].map(([, body]) => body)
  return documents
    .join('---\n')
    .replace(/(?<!\\)\$NAMESPACE\b/g, 'batch')
    .replaceAll('\\$', '$')
}

/** `rule line` of what is found. */
function found(path: string, text: string): readonly string[] {
  const input = { rules: RULES, policy: POLICIES.strict, config: {}, now: 0, minor: 37, markdown: true }
  return lint([{ path, text }], input).findings.map(({ rule, start }) => `${rule} ${start.line}`)
}

describe.skipIf(guides.length === 0)('what is wrong in the guides is found', () => {
  test.each([
    ['000', 'mutable-image-tag'],
    ['000', 'missing-field'],
    ['000', 'missing-active-deadline'],
    ['000', 'missing-starting-deadline'],
    ['000', 'missing-history-limit'],
    ['000', 'kubectl-without-service-account'],
    ['001', 'unresolved-variable 61'],
    ['001', 'secret-in-command-line 98'],
    ['003', 'secret-in-git 417'],
    ['003', 'unknown-field'],
  ])('guide %s: %s', (guide, rule) => {
    expect(found(`${guide}.txt`, textOf(guide)).some((finding) => `${finding} `.startsWith(`${rule} `))).toBe(true)
  })

  test.each(['shell-in-env-value', 'shared-read-write-once'])('the script of guide 003 applies: %s', (rule) => {
    const text = appliedBy(textOf('003'))
    expect(text).toContain('kind: Job')
    expect(found('applied.yaml', text).map((finding) => finding.split(' ')[0])).toContain(rule)
  })

  test('a consumer that stops after 280 s runs every five minutes: nothing to say', () => {
    const text = textOf('000')
    const line = text.slice(0, text.indexOf('--max-runtime=280s')).split('\n').length
    const all = found('000.txt', text)
    expect(all.filter((finding) => finding.endsWith(` ${line}`) || finding.startsWith('script-outlives-deadline'))).toEqual([])
    const slower = found('000.txt', text.replace('--max-runtime=280s', '--max-runtime=400s'))
    expect(slower).toContain(`script-outlives-deadline ${line}`)
  })
})
