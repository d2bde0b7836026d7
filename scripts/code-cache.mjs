// Compiles dist/main.cjs once for the V8 that runs this script, with the functions that a first lint needs, and leaves the code beside it for lib/cli/start.ts.
import { readFileSync, writeFileSync } from 'node:fs'
import Module, { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Script } from 'node:vm'

const root = fileURLToPath(new URL('..', import.meta.url))
const bundle = join(root, 'dist/main.cjs')
const script = new Script(Module.wrap(readFileSync(bundle, 'latin1')), { filename: bundle })
process.argv.splice(2, Infinity, 'lint', join(root, 'examples/common-faults/nightly-report.yaml'))
process.stdout.write = () => true
const module = { exports: {} }
script.runInThisContext().call(module.exports, module.exports, createRequire(bundle), module, bundle, dirname(bundle))
process.on('exit', () => {
  writeFileSync(join(root, `dist/main.${process.versions.v8}-${process.arch}.cache`), script.createCachedData())
  process.exitCode = 0
})
