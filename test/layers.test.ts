import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

/** The arrows of the house: which room may import which. A room may always import itself. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  schedule: [],
  dialect: ['schedule', 'npm:cron-parser'],
  reader: [],
  manifest: ['reader', 'npm:yaml'],
  script: [],
  kubernetes: ['schedule', 'manifest', 'reader'],
  fleet: ['manifest', 'schedule', 'script', 'kubernetes', 'reader', 'npm:picomatch'],
  calendar: ['schedule', 'fleet', 'kubernetes'],
  rule: ['type:fleet', 'type:calendar', 'type:kubernetes', 'type:manifest'],
  lint: ['rule', 'fleet', 'calendar', 'manifest', 'kubernetes', 'reader', 'npm:picomatch'],
  report: ['type:lint', 'type:calendar', 'type:rule', 'type:page'],
  // The page of `timeline --html`: what runs in the reader's browser.
  page: ['schedule', 'calendar'],
  constructs: ['npm:cdk8s', 'npm:cdk8s-plus-27', 'npm:constructs', 'schedule', 'calendar', 'kubernetes', 'manifest', 'node'],
  plugin: ['lint', 'policies', 'manifest', 'rule', 'library', 'npm:cdk8s-cli', 'node'],
  cli: [
    ...[
      'schedule',
      'dialect',
      'reader',
      'manifest',
      'script',
      'kubernetes',
      'fleet',
      'calendar',
      'rule',
      'lint',
      'report',
      'plugin',
      'policies',
      'library',
    ],
    ...['npm:commander', 'npm:ignore', 'node'],
  ],
  // lib/index.ts, the public library
  library: ['lint', 'policies', 'schedule', 'manifest', 'kubernetes', 'fleet', 'calendar', 'rule', 'reader', 'dialect', 'type:report'],
  policies: ['rule', 'schedule', 'dialect', 'script', 'fleet', 'calendar', 'kubernetes'],
  charts: ['constructs', 'npm:cdk8s', 'npm:cdk8s-plus-27', 'npm:constructs', 'node'],
}

const root = fileURLToPath(new URL('..', import.meta.url))

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => path.endsWith('.ts'))
}

function roomOf(path: string): string {
  const [top, second] = path.split(/[\\/]/)
  if (top !== 'lib') return top
  return second.endsWith('.ts') ? 'library' : second
}

interface Import {
  readonly from: string
  readonly to: string
  readonly typeOnly: boolean
}

/** Every import, export-from and `import()` of a file. */
function importsOf(path: string, text: string): Import[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const found: Import[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const named = node.importClause?.namedBindings
      const allTypes =
        named !== undefined &&
        ts.isNamedImports(named) &&
        !node.importClause?.name &&
        named.elements.length > 0 &&
        named.elements.every((element) => element.isTypeOnly)
      found.push({
        from: path,
        to: node.moduleSpecifier.text,
        typeOnly: node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword || allTypes,
      })
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      found.push({ from: path, to: node.moduleSpecifier.text, typeOnly: node.isTypeOnly })
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && ts.isStringLiteral(node.arguments[0])) {
      found.push({ from: path, to: node.arguments[0].text, typeOnly: false })
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
      found.push({ from: path, to: node.argument.literal.text, typeOnly: true })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function targetOf({ from, to }: Import): string {
  if (to.startsWith('.')) return roomOf(relative(root, resolve(root, dirname(from), to)))
  if (to.startsWith('node:')) return 'node'
  return `npm:${to.startsWith('@') ? to.split('/').slice(0, 2).join('/') : to.split('/')[0]}`
}

function broken(arrow: Import): boolean {
  const room = roomOf(arrow.from)
  const target = targetOf(arrow)
  const allowed = ARROWS[room] ?? []
  return target !== room && !allowed.includes(target) && !(arrow.typeOnly && allowed.includes(`type:${target}`))
}

const files = [...sources('lib'), ...sources('policies'), ...sources('charts')]

describe('imports', () => {
  test.each([...new Set(files.map(roomOf))])('%s imports only what its arrows allow', (room) => {
    const wrong = files
      .filter((path) => roomOf(path) === room)
      .flatMap((path) => importsOf(path, readFileSync(join(root, path), 'utf8')))
      .filter(broken)
      .map(({ from, to }) => `${from} imports ${to}`)
    expect(wrong).toEqual([])
  })

  test.each<[text: string, path: string, verdict: boolean]>([
    ["import { readYaml } from '../reader/index.ts'", 'lib/manifest/x.ts', false],
    ["import { lint } from '../lint/index.ts'", 'lib/schedule/x.ts', true],
    ["import type { Finding } from '../lint/finding.ts'", 'lib/report/x.ts', false],
    ["import { sort } from '../lint/finding.ts'", 'lib/report/x.ts', true],
    ["import { readFileSync } from 'node:fs'", 'lib/manifest/x.ts', true],
    ["const fs = await import('node:fs')", 'policies/pod/x.ts', true],
    ["export { lint } from '../lint/index.ts'", 'lib/constructs/x.ts', true],
  ])('%s in %s: broken %s', (text, path, verdict) => {
    expect(importsOf(path, text).some(broken)).toBe(verdict)
  })
})

/** Calls that make an answer depend on the day. */
const CLOCKS = new Set(['Date.now', 'Math.random', 'performance.now'])

describe('globals', () => {
  const pure = files.filter((path) => !['cli', 'plugin', 'constructs', 'charts', 'page'].includes(roomOf(path)))
  test.each(pure)('%s reads no clock, no environment and nothing of Node', (path) => {
    const source = ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.Latest, true)
    const wrong: string[] = []
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node) && ['process', 'Buffer', '__dirname', '__filename', 'require'].includes(node.text) && !isName(node))
        wrong.push(node.text)
      if (ts.isCallExpression(node) && CLOCKS.has(node.expression.getText())) wrong.push(node.expression.getText())
      if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0) wrong.push('new Date()')
      ts.forEachChild(node, visit)
    }
    visit(source)
    expect(wrong).toEqual([])
  })
})

/** True where an identifier is only a name: of a property, a parameter, a member. */
function isName(node: ts.Identifier): boolean {
  const { parent } = node
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    ts.isPropertySignature(parent) ||
    (ts.isShorthandPropertyAssignment(parent) === false && ts.isParameter(parent))
  )
}
