import type { Finding } from '../lint/index.ts'
import type { BadExample, Example, Family, RegisteredRule } from '../rule/index.ts'
import { sentence } from './sentence.ts'

const PAGES = 'https://cronwright.dev/rules'

/** Where a rule's page is published. */
export function rulePageUrl(id: string): string {
  return `${PAGES}/${id}`
}

/** Which policies hold a rule, with the level that each gives it. */
export type PolicyLevels = Readonly<Record<string, string>>

/** The finding of each bad example, in their order. */
export type ExampleFindings = readonly Finding[]

/** A rule's page in Markdown: what, why, bad, good, fix, options, how to suppress, sources. `explain <rule>` prints the same. */
export function rulePage(rule: RegisteredRule, policies: PolicyLevels, findings: ExampleFindings): string {
  const parts = [
    `# ${rule.id}`,
    `${rule.title}.`,
    table([
      ['family', rule.family],
      ['level', rule.level],
      [
        'policies',
        Object.keys(policies).length === 0
          ? 'by choice only'
          : sentence(Object.entries(policies).map(([name, level]) => (level === rule.level ? name : `${name} (${level})`))),
      ],
      ['fix', fixOf(findings)],
      ...(rule.supersedes ? ([['silences', rule.supersedes.join(', ')]] as const) : []),
    ]),
    '## Why',
    rule.rationale.trim(),
    ...(rule.whyOften ? [rule.whyOften.trim()] : []),
    '## Bad',
    ...rule.bad.map((bad, index) => badExample(bad, findings[index])),
    '## Good',
    ...rule.good.map(example),
  ]
  if (rule.options) parts.push('## Options', options(rule), '```yaml\n' + settings(rule) + '```')
  parts.push('## How to accept a finding', suppression(rule.id))
  if (rule.references && rule.references.length > 0)
    parts.push('## Sources', rule.references.map((reference) => `- <${reference}>`).join('\n'))
  return `${parts.join('\n\n')}\n`
}

/** The index of all rules: one table a family. */
export function ruleIndex(rules: readonly RegisteredRule[], policiesOf: (id: string) => PolicyLevels): string {
  const families = [...new Set(rules.map((rule) => rule.family))]
  const rows = (family: Family) =>
    rules
      .filter((rule) => rule.family === family)
      .map(
        (rule) =>
          `| [${rule.id}](${rule.id}.md) | ${rule.level} | ${Object.keys(policiesOf(rule.id)).join(', ') || 'by choice'} | ${mends(rule) ? 'yes' : ''} | ${rule.title} |`,
      )
      .join('\n')
  return (
    [
      '# Rules',
      `${rules.length} rules. \`cronwright explain <rule>\` prints a page in the terminal.`,
      ...families.flatMap((family) => [
        `## ${family}`,
        `| rule | level | policies | fix | what it asks for |\n|---|---|---|---|---|\n${rows(family)}`,
      ]),
    ].join('\n\n') + '\n'
  )
}

function table(rows: readonly (readonly [string, string])[]): string {
  return `| | |\n|---|---|\n${rows.map(([name, value]) => `| ${name} | ${value} |`).join('\n')}`
}

function mends({ bad }: RegisteredRule): boolean {
  return bad.some(({ fixed }) => fixed !== undefined)
}

function fixOf(findings: ExampleFindings): string {
  const kinds = new Set(findings.flatMap(({ fix }) => (fix ? [fix.safe] : [])))
  if (kinds.size === 0) return 'none'
  if (kinds.size === 2) return 'yes, with `--fix`; some only with `--fix --unsafe`'
  return kinds.has(true) ? 'yes, with `--fix`' : 'yes, with `--fix --unsafe`: a running cluster behaves differently afterwards'
}

function example({ title, yaml, file, calendar }: Example): string {
  const config = Object.entries(calendar ?? {}).map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
  const from = config.length === 0 ? '' : `, with \`${config.join('\`, \`')}\` in the config`
  return `${capital(title)}${file ? ` (\`${file}\`)` : ''}${from}:\n\n\`\`\`yaml\n${yaml.trim()}\n\`\`\``
}

function badExample(bad: BadExample, finding: Finding): string {
  const by = finding.fix?.safe === true ? '--fix' : '--fix --unsafe'
  const fixed = bad.fixed === undefined ? '' : `\n\n\`${by}\` makes of it:\n\n\`\`\`yaml\n${bad.fixed.trim()}\n\`\`\``
  return `${example(bad)}\n\n${told(bad, finding)}${fixed}`
}

/** The words of the command, without the place: an example has another line in everybody's file. */
function told({ at }: BadExample, { level, message, help, fix }: Finding): string {
  const lines = [`${level}: ${message}`, ...(help === undefined ? [] : [`= ${help}`])]
  if (fix) lines.push(`= fix${fix.safe ? '' : ' (unsafe)'}: ${fix.title}`)
  return `${at === '' ? 'Of the whole document' : `At \`${at}\``}:\n\n\`\`\`text\n${lines.join('\n')}\n\`\`\``
}

function options(rule: RegisteredRule): string {
  const rows = Object.entries(rule.options ?? {}).map(
    ([name, option]) => `| \`${name}\` | \`${JSON.stringify(option.default)}\` | ${option.description} |`,
  )
  return `| option | default | what it decides |\n|---|---|---|\n${rows.join('\n')}`
}

function settings(rule: RegisteredRule): string {
  const lines = Object.entries(rule.options ?? {}).map(([name, option]) => `      ${name}: ${JSON.stringify(option.default)}\n`)
  return `# cronwright.yaml\nrules:\n  ${rule.id}:\n    options:\n${lines.join('')}`
}

function suppression(id: string): string {
  return [
    'With a reason, on the line or above it, or as an annotation of the object:',
    '```yaml\n' + `# cronwright-ignore ${id}: why this is right here\n` + '```',
    '```yaml\n' + `metadata:\n  annotations:\n    cronwright.dev/ignore.${id}: why this is right here\n` + '```',
  ].join('\n\n')
}

/** A field keeps its name. */
function capital(text: string): string {
  return /^[a-z]+[A-Z]/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1)
}
