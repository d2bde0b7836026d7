import { existsSync, readFileSync } from 'node:fs'
import Module, { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Script } from 'node:vm'

const folder = dirname(__filename)

/**
 * Runs a bundle that stands beside this one. Half of a short run is compiling: the build leaves the compiled code for its own V8 beside the bundle; other versions of Node
 * from 22.8 on keep their own.
 */
export function runBundle(name: string): void {
  const bundle = join(folder, `${name}.cjs`)
  const compiled = join(folder, `${name}.${process.versions.v8}-${process.arch}.cache`)
  if (existsSync(compiled)) runCompiled(bundle, compiled)
  else {
    ;(Module as { readonly enableCompileCache?: () => void }).enableCompileCache?.()
    createRequire(bundle)(bundle)
  }
}

/** V8 refuses code that it did not compile from this very source with these flags, and then compiles as usual. */
function runCompiled(bundle: string, compiled: string): void {
  const script = new Script(Module.wrap(readFileSync(bundle, 'latin1')), { filename: bundle, cachedData: readFileSync(compiled) })
  const module = { exports: {} }
  const run = script.runInThisContext() as (...values: readonly unknown[]) => void
  run.call(module.exports, module.exports, createRequire(bundle), module, bundle, folder)
}
