// Compiles dist/main.cjs or dist/judge-worker.cjs once for the V8 that runs this script, with the functions that a first lint needs, and leaves the code beside it for
// lib/cli/run-bundle.ts.
import { readFileSync, writeFileSync } from 'node:fs'
import Module, { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Script } from 'node:vm'

const { POLICIES } = await import('../dist/policies/index.js')
const root = fileURLToPath(new URL('..', import.meta.url))
const name = process.argv[2]
const bundle = join(root, `dist/${name}.cjs`)
const example = join(root, 'examples/common-faults/nightly-report.yaml')
const script = new Script(Module.wrap(readFileSync(bundle, 'latin1')), { filename: bundle })
process.argv.splice(2, Infinity, 'lint', example)
const module = { exports: {} }
script.runInThisContext().call(module.exports, module.exports, requireFor(bundle), module, bundle, dirname(bundle))
process.on('exit', () => {
  writeFileSync(join(root, `dist/${name}.${process.versions.v8}-${process.arch}.cache`), script.createCachedData())
  process.exitCode = 0
})

/** The thread that judges is given its files by another one; here it is given the example. */
function requireFor(bundle) {
  const require = createRequire(bundle)
  const session = { policy: POLICIES.recommended, config: {}, now: 0, minor: 37, markdown: false }
  const workerData = { session, patches: new Set(), paths: [example], cwd: root, next: new Int32Array(1) }
  return (id) => (id === 'node:worker_threads' && name === 'judge-worker' ? { workerData, parentPort: null } : require(id))
}
