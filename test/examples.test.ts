import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

/*
 * The stories of examples/ as their READMEs tell them: each `console` block is run, command by command, in a folder with the story's files and the package installed beside
 * them. A command without output shown below it must only succeed; `...` stands for lines that are left out, `# exit N` for another exit code.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const stories = readdirSync(join(root, 'examples'))

interface Step {
  readonly command: string
  readonly status: number
  readonly output: readonly string[]
}

function steps(readme: string): readonly Step[] {
  const lines = [...readme.matchAll(/^```console\n([\s\S]*?)^```$/gm)].flatMap(([, block]) => block.trimEnd().split('\n'))
  const found: { command: string; status: number; output: string[] }[] = []
  for (const line of lines) {
    const [, command, status] = /^\$ (.*?)(?:\s+# exit (\d))?$/.exec(line) ?? []
    if (command === undefined) found.at(-1)?.output.push(line)
    else found.push({ command, status: Number(status ?? 0), output: [] })
  }
  return found
}

function run(command: string, cwd: string): { readonly status: number | null; readonly out: string } {
  const [program, ...args] = command.split(' ')
  const programs: Readonly<Record<string, readonly string[]>> = {
    cronwright: [process.execPath, join(root, 'dist/cli.cjs')],
    node: [process.execPath],
    grep: ['grep'],
  }
  const [path, ...first] = programs[program]
  // Node 20 and 22 of the tests do not read TypeScript themselves.
  const given = args.map((arg) => (program === 'node' && arg.endsWith('.ts') ? transpiled(arg, cwd) : arg))
  const { status, stdout, stderr } = spawnSync(path, [...first, ...given], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', TZ: 'Asia/Tokyo', COLUMNS: '100' },
  })
  return { status, out: stdout + stderr }
}

/** What is shown, where `...` is any number of lines that are left out. */
function pattern(lines: readonly string[]): RegExp {
  const escaped = lines.map((line) => (line === '...' ? '(?:.*\\n)*?' : `${line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\n`))
  return new RegExp(`^${escaped.join('').replace(/(?:\\n)+$/, '\\n')}$`)
}

function transpiled(name: string, cwd: string): string {
  const { outputText } = ts.transpileModule(readFileSync(join(cwd, name), 'utf8'), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  })
  writeFileSync(join(cwd, name.replace(/\.ts$/, '.mjs')), outputText)
  return name.replace(/\.ts$/, '.mjs')
}

/** Read from the root of the repository: the findings are those of the linter's own tests, the calendar that of the guide to `timeline`. */
const TOLD_ELSEWHERE = new Set(['common-faults', 'night-on-the-calendar'])

describe.each(stories)('%s', (story) => {
  const readme = readFileSync(join(root, 'examples', story, 'README.md'), 'utf8')
  const told = steps(readme)
  test.skipIf(TOLD_ELSEWHERE.has(story))('does what its README shows', { timeout: 240_000 }, () => {
    expect(told.length).toBeGreaterThan(2)
    const cwd = mkdtempSync(join(tmpdir(), 'cronwright-example-'))
    try {
      cpSync(join(root, 'examples', story), cwd, { recursive: true })
      mkdirSync(join(cwd, 'node_modules'))
      symlinkSync(root, join(cwd, 'node_modules/cronwright'))
      for (const name of ['cdk8s', 'cdk8s-plus-27', 'constructs'])
        symlinkSync(join(root, 'node_modules', name), join(cwd, 'node_modules', name))
      for (const { command, status, output } of told) {
        const outcome = run(command, cwd)
        const shown = outcome.out.replace(/[ \t]+$/gm, '').trimEnd()
        if (output.length > 0) expect(`${shown}\n`, command).toMatch(pattern(output))
        expect(outcome.status, `${command}\n${shown}`).toBe(status)
      }
    } finally {
      rmSync(cwd, { recursive: true, force: true })
    }
  })

  test('shows the files that it has', () => {
    for (const name of readdirSync(join(root, 'examples', story)).filter((file) => file.endsWith('.ts')))
      expect(readme).toContain(`(${name})`)
  })
})

test('the TypeScript of the stories is type-checked', () => {
  const files = stories.flatMap((story) =>
    readdirSync(join(root, 'examples', story))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(root, 'examples', story, name)),
  )
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: ['node'],
  })
  expect(files.length).toBeGreaterThan(2)
  expect(ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))).toEqual([])
})
