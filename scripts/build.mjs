// Builds dist/: the library (ESM, by tsc), the command (CommonJS bundles, by esbuild) and the data they read.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { configSchema } from './config-schema.mjs'
import { builtPage } from './page.mjs'
import { withoutRuleTexts } from './rule-texts.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(root, 'dist')
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** Bundles that a lint runs: without texts for readers, and compiled once by scripts/code-cache.mjs. */
const COMPILED = ['main', 'judge-worker']

/** `commander` could start a subcommand that is a program of its own; ours are none, and `child_process` brings sockets and streams with it. */
const withoutPrograms = {
  name: 'without-programs',
  setup(build) {
    build.onResolve({ filter: /^(node:)?child_process$/ }, ({ importer }) =>
      /[\\/]commander[\\/]/.test(importer) ? { path: 'no-programs', namespace: 'none' } : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: 'module.exports = {}' }))
  },
}

rmSync(dist, { recursive: true, force: true })
mkdirSync(dist)

execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
})
copyFilesThatTscLeaves('lib')

// The code of the page knows a browser and no Node: it has a configuration of its own, and is bundled, not emitted.
execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'lib/page/tsconfig.json'], {
  cwd: root,
  stdio: 'inherit',
})
writeFileSync(join(dist, 'timeline.html'), await builtPage())

await bundleCommand()
const { TIER_UP_FLAGS } = await import('../dist/lib/cli/tier-up.js')
for (const name of COMPILED) {
  // Compiled code is for the flags under which it will run.
  const flags = name === 'judge-worker' ? TIER_UP_FLAGS : []
  execFileSync(process.execPath, [...flags, join(root, 'scripts/code-cache.mjs'), name], { stdio: ['ignore', 'ignore', 'inherit'] })
}

cpSync(join(root, 'lib/lint/report.schema.json'), join(dist, 'report.schema.json'))
const { RULES } = await import('../dist/policies/index.js')
const schema = configSchema(JSON.parse(readFileSync(join(root, 'lib/lint/config.schema.json'), 'utf8')), RULES)
writeFileSync(join(dist, 'config.schema.json'), `${JSON.stringify(schema, undefined, 2)}\n`)
writeFileSync(join(dist, '.built'), '')

/** Shell scripts, SQL and JSON stand beside the code that reads them. */
function copyFilesThatTscLeaves(folder) {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (path === join('lib', 'page')) continue
    if (entry.isDirectory()) copyFilesThatTscLeaves(path)
    else if (!entry.name.endsWith('.ts')) cpSync(join(root, path), join(dist, path))
  }
}

/**
 * One bundle for the start of the command, and one for each module that it loads by `import()`: what a run does not need it does not parse.
 */
async function bundleCommand() {
  const bundled = new Set()
  const waiting = [
    { entry: join(root, 'lib/cli/start.ts'), name: 'cli' },
    { entry: join(root, 'lib/cli/main.ts'), name: 'main' },
    { entry: join(root, 'lib/cli/start-judging.ts'), name: 'start-judging' },
    { entry: join(root, 'lib/cli/judge-worker.ts'), name: 'judge-worker' },
  ]
  const nameOf = (path) =>
    path.includes('node_modules')
      ? basename(path, '.js')
      : relative(root, path)
          .replace(/^lib\/(cli\/)?/, '')
          .replace(/\.ts$/, '')
          .replaceAll('/', '-')
  const lazily = {
    name: 'lazily',
    setup(build) {
      build.onResolve({ filter: /.*/ }, (args) => {
        if (args.kind !== 'dynamic-import') return
        if (args.path.startsWith('.')) {
          const entry = resolve(dirname(args.importer), args.path)
          const name = nameOf(entry)
          waiting.push({ entry, name })
          return { path: `./${name}.cjs`, external: true }
        }
        if (args.path.startsWith('node:')) return { external: true }
        waiting.push({ entry: args.path, name: args.path })
        return { path: `./${args.path}.cjs`, external: true }
      })
    },
  }
  while (waiting.length > 0) {
    const { entry, name } = waiting.pop()
    if (bundled.has(name)) continue
    bundled.add(name)
    await build({
      entryPoints: [entry],
      outfile: join(dist, `${name}.cjs`),
      absWorkingDir: root,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      minify: true,
      keepNames: false,
      legalComments: 'none',
      charset: 'ascii',
      supported: { 'dynamic-import': false },
      define: { __CRONWRIGHT_VERSION__: JSON.stringify(version) },
      banner: name === 'cli' ? { js: '#!/usr/bin/env node' } : {},
      plugins: COMPILED.includes(name) ? [lazily, withoutRuleTexts, withoutPrograms] : [lazily],
      logLevel: 'warning',
    })
  }
}
