// The examples of the docstrings: type-checked, run, and what they synthesize.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Inside dist, from where `cronwright/constructs` is this package. */
const folderOf = (root) => join(root, 'dist/docs-examples')

/** What the type checker says of the examples, one line each. */
export function checkExamples(ts, root, entries) {
  const folder = folderOf(root)
  mkdirSync(folder, { recursive: true })
  const files = entries.map(({ name, example }) => {
    const file = join(folder, `${name}.ts`)
    writeFileSync(file, `${example}\n`)
    return file
  })
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: ['node'],
  })
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const { line } = file.getLineAndCharacterOfPosition(start)
    return `${file.fileName}:${line + 1}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
  })
}

/** The documents that an example synthesizes; none for one that makes no app. */
export async function runExample(ts, root, { name, example }) {
  const program = join(folderOf(root), `${name}.mjs`)
  const { outputText } = ts.transpileModule(example, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext } })
  writeFileSync(program, outputText)
  const outdir = mkdtempSync(join(tmpdir(), 'cronwright-docs-'))
  try {
    // An app takes its folder from the environment; in one process cdk8s is read once.
    Object.assign(process.env, { CDK8S_OUTDIR: outdir, CDK8S_RECORD_CONSTRUCT_METADATA: 'false' })
    await import(pathToFileURL(program).href)
    return readdirSync(outdir)
      .filter((file) => file.endsWith('.yaml'))
      .sort()
      .flatMap((file) => readFileSync(join(outdir, file), 'utf8').split(/^---\n/m))
      .map((text) => text.trim())
      .filter((text) => text !== '')
  } finally {
    rmSync(outdir, { recursive: true, force: true })
  }
}
