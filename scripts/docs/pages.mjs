// The pages of docs/constructs as Markdown.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const VALUES_INTRO = 'Values say what many constructs share; a construct takes them as props.'

/** A page of a construct or a value. */
export function pageOf(entry, { yaml, entries, catalogue, oldest, root }) {
  const { name, text, example, kind } = entry
  const systems = catalogue.filter(({ construct, chart }) => construct === name && chart !== undefined)
  return join2([
    `# ${name}`,
    text,
    systems.length > 1 || kind === 'value'
      ? undefined
      : systems.map(({ chart }) => `A chart that uses it: [charts/${chart}](../../charts/${chart}).`).join('\n'),
    systems.length > 1
      ? ['It builds:', ...systems.map(({ system, chart }) => `- ${system} ([charts/${chart}](../../charts/${chart}))`)].join('\n')
      : undefined,
    kind === 'construct' ? `It needs Kubernetes ${oldest} or newer.` : undefined,
    '## Example',
    fence('ts', example),
    ...becomes(yaml),
    ...propSections(entry, entries),
    ...functionSections(entry),
    ...typeSections(entry),
    ...imageSection(yaml),
    ...errorSection(entry, entries),
    ...scriptSection(entry, root),
  ])
}

/** The list of all pages, and the catalogue. */
export function indexPage(entries, catalogue, oldest) {
  const row = ({ name, page, text }) => `| [${name}](${page}) | ${firstSentence(text)} |`
  const of = (kind) => entries.filter((entry) => entry.kind === kind).map(row)
  const pages = new Map(entries.map(({ name, page }) => [name, page]))
  return join2([
    '# Constructs',
    `Typed constructs for [cdk8s](https://cdk8s.io): each becomes the CronJob or Job, and what it needs around it, that a careful platform engineer would write. They need Kubernetes ${oldest} or newer, and no image of our own.`,
    fence('sh', 'npm install cronwright cdk8s cdk8s-plus-27 constructs'),
    'cdk8s-plus-27 brings a development tool along by mistake; `"overrides": { "backport": "npm:is-number@7.0.0" }` in your package.json keeps it out.',
    ['| construct | what it makes |', '|---|---|', ...of('construct')].join('\n'),
    '## Values',
    VALUES_INTRO,
    ['| value | what it says |', '|---|---|', ...of('value')].join('\n'),
    '## What a job has without being asked',
    'An explicit `timeZone`, `concurrencyPolicy`, `startingDeadlineSeconds`, `activeDeadlineSeconds`, `backoffLimit`, history limits and `restartPolicy`; requests and limits; the whole `restricted` Pod Security profile; credentials by reference only; an account of its own with just the rights that it needs; the recommended labels. The same input gives the same bytes on every machine and every day. Any field of Kubernetes stays within reach by `overrides`.',
    '## Which system is built by what',
    'A parameter that somebody sets by hand, and the prop or function that says it.',
    ...catalogue
      .filter(({ chart }) => chart !== undefined)
      .map(({ system, construct, parameters }) =>
        join2([
          `### ${system[0].toUpperCase()}${system.slice(1)}`,
          `[${construct}](${pages.get(construct)})`,
          [
            '| parameter | said by |',
            '|---|---|',
            ...Object.entries(parameters).map(([parameter, answer]) => `| ${parameter} | ${answerText(answer)} |`),
          ].join('\n'),
        ]).trim(),
      ),
    '## Still to come',
    [
      '| system | construct |',
      '|---|---|',
      ...catalogue.filter(({ chart }) => chart === undefined).map(({ system, construct }) => `| ${system} | ${construct} |`),
    ].join('\n'),
  ])
}

const answerText = (answer) => (answer.startsWith('= ') ? `always: \`${answer.slice(2)}\`` : `\`${answer}\``)
const firstSentence = (text) => (/^.*?\.(?=\s|$)/s.exec(text.split('\n\n')[0])?.[0] ?? text).replaceAll('|', '\\|')
const fence = (language, text) => `\`\`\`${language}\n${text}\n\`\`\``
const join2 = (parts) => `${parts.filter((part) => part !== undefined && part !== '').join('\n\n')}\n`

/** What the example becomes. Scripts are shown below by what they take and return; their text is in the package. */
function becomes(yaml) {
  if (yaml.length === 0) return []
  const maps = yaml.filter((text) => /^kind: ConfigMap$/m.test(text)).map((text) => /^ {2}name: (.*)$/m.exec(text)[1])
  const shown = yaml.filter((text) => !/^kind: ConfigMap$/m.test(text))
  const scripts =
    maps.length === 0 ? [] : [`and ${maps.map((name) => `the ConfigMap \`${name}\``).join(' and ')} with the scripts of this job.`]
  return ['becomes', fence('yaml', shown.join('\n---\n')), ...scripts]
}

function propSections({ kind, props, name }, entries) {
  if (kind !== 'construct') return []
  const alone = props.length === 1
  return [
    '## Props',
    ...props.flatMap((one) => [...(alone ? [] : [`### ${one.name}`]), one.text, ...inherited(one, name), members(one.members, entries)]),
  ]
}

function inherited({ inherited: types }, name) {
  const job = types.find((type) => /CommonJobProps|ScheduledJobProps/.test(type))
  if (!job || name === 'ScheduledJob') return []
  const without = [...job.matchAll(/'(\w+)'/g)].map(([, prop]) => `\`${prop}\``)
  const only = job.startsWith('Pick')
  const which =
    without.length === 0
      ? 'the props of every job'
      : only
        ? `of the props of every job ${without.join(', ')}`
        : `the props of every job but ${without.join(', ')}`
  return [
    `Beside these, ${which}: see [ScheduledJob](scheduled-job.md#props) (\`schedule\`, \`activeDeadline\`, \`retries\`, \`onFailure\`, \`alerts\` …).`,
  ]
}

function members(list, entries) {
  return list
    .map(({ name, type, required, text, fallback }) => {
      const shown = fallback === undefined ? (required ? ' **Required.**' : '') : ` *Default: ${fallback.replaceAll(/(?<!\\)\*/g, '\\*')}.*`
      return `- \`${name}\`: ${typeText(type, entries)}${text === '' ? '' : ` — ${text.replaceAll('\n\n', ' ')}`}${shown}`
    })
    .join('\n')
}

/** A type, with a link to the page of a value. */
function typeText(type, entries) {
  const value = entries.find((entry) => entry.kind === 'value' && new RegExp(`\\b${entry.name}\\b`).test(type))
  return value ? `[\`${type}\`](${value.page})` : `\`${type}\``
}

function functionSections({ name, functions }) {
  if (functions.length === 0) return []
  return [
    '## Functions',
    ...functions.flatMap((one) => [
      `### ${one.isStatic ? `${name}.` : ''}${one.name}`,
      fence('ts', `${one.isStatic ? `${name}.` : `${name[0].toLowerCase()}${name.slice(1)}.`}${one.name}(${one.parameters.join(', ')})`),
      one.text,
    ]),
  ]
}

function typeSections({ types }) {
  if (types.length === 0) return []
  return [
    '## Types',
    ...types.flatMap((one) => [
      `### ${one.name}`,
      one.text,
      one.alias === undefined ? undefined : fence('ts', `type ${one.name} = ${one.alias}`),
      one.inherited.length === 0 ? undefined : `With all of ${one.inherited.map((type) => `\`${type}\``).join(', ')}.`,
      members(one.members, []),
    ]),
  ]
}

function imageSection(yaml) {
  const images = new Map()
  for (const text of yaml)
    for (const [, image, name] of text.matchAll(/^\s+image: (\S+)\n(?:\s+imagePullPolicy: \S+\n)?\s+name: (\S+)$/gm))
      images.set(name, image)
  if (images.size === 0) return []
  return [
    '## Images',
    'Of the example. Versions are pinned by tag; a digest is yours to give (`repo:tag@sha256:…`).',
    ['| container | image |', '|---|---|', ...[...images].map(([name, image]) => `| \`${name}\` | \`${image}\` |`)].join('\n'),
  ]
}

const refusal = ({ property, bound, reason }) =>
  `- ${property === undefined ? 'it' : `\`${property}\``} must be ${bound}, so that ${reason ?? '…'}`

function errorSection({ refusals, name, kind }, entries) {
  const composes = kind === 'construct' && name !== 'ScheduledJob' && name !== 'ParallelJob'
  const ofEveryJob = composes ? entries.find((entry) => entry.name === 'ScheduledJob').refusals.map(refusal) : []
  const lines = [...new Set(refusals.map(refusal))].filter((line) => !ofEveryJob.includes(line))
  if (lines.length === 0) return []
  const also = composes ? ' Those of [ScheduledJob](scheduled-job.md#errors) hold as well.' : ''
  return ['## Errors', `A \`PropError\` of one sentence, with the value, when the chart is synthesized.${also}`, lines.join('\n')]
}

function scriptSection({ scripts }, root) {
  if (scripts.length === 0) return []
  return [
    '## Scripts',
    'POSIX sh, read by shellcheck, mounted from a ConfigMap that is named by its content.',
    ...scripts.flatMap((script) => [
      `### ${script}`,
      fence('text', header(readFileSync(join(root, 'lib/constructs/scripts', script), 'utf8'))),
    ]),
  ]
}

/** The comment on top of a script: what it does, its environment, its exit codes. */
function header(text) {
  const lines = text.split('\n').slice(1)
  return lines
    .slice(
      0,
      lines.findIndex((line) => !line.startsWith('#')),
    )
    .map((line) => line.replace(/^# ?/, ''))
    .join('\n')
    .trim()
}
