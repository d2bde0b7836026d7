import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/*
 * One text file a scenario: the files that are there, the command, its exit code, and what it prints.
 *
 *   == path          a file (an empty line at its end is part of the layout, not of the file)
 *   $ command        cronwright and its arguments, or `cat file`; behind `(in folder)` it runs there
 *   exit N
 *   > line           standard output
 *   ! line           standard error
 *   ...              any number of lines of the stream above
 */
const folder = fileURLToPath(new URL('./scenarios', import.meta.url))
const command = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url))

interface Step {
  readonly line: string
  status: number
  readonly stdout: string[]
  readonly stderr: string[]
}

function parse(text: string): { readonly files: Map<string, string>; readonly steps: readonly Step[] } {
  const files = new Map<string, string>()
  const steps: Step[] = []
  let path: string | undefined
  for (const line of text.split('\n')) {
    const step = steps.at(-1)
    if (line.startsWith('$ ')) {
      path = undefined
      steps.push({ line: line.slice(2), status: 0, stdout: [], stderr: [] })
    } else if (line.startsWith('== ')) {
      path = line.slice(3)
      files.set(path, '')
    } else if (path !== undefined) files.set(path, `${files.get(path)}${line}\n`)
    else if (step && line.startsWith('exit ')) step.status = Number(line.slice(5))
    else if (step && line.startsWith('>')) step.stdout.push(line.slice(2))
    else if (step && line.startsWith('!')) step.stderr.push(line.slice(2))
  }
  for (const [name, content] of files) files.set(name, content.replace(/\n\n$/, '\n'))
  return { files, steps }
}

function run(line: string, cwd: string): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const [program, ...args] = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain)
  if (program === 'cat') return { status: 0, stdout: readFileSync(join(cwd, args[0]), 'utf8'), stderr: '' }
  const input = args.includes('<') ? readFileSync(join(cwd, args[args.indexOf('<') + 1])) : ''
  const given = args.includes('<') ? args.slice(0, args.indexOf('<')) : args
  return spawnSync(process.execPath, [command, ...given], {
    cwd,
    input,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', TZ: 'Asia/Tokyo' },
  })
}

/** Lines that may be left out are matched by `...`. */
function pattern(lines: readonly string[]): RegExp {
  const escaped = lines.map((line) => (line === '...' ? '(?:.*\\n)*?' : `${line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\n`))
  return new RegExp(`^${escaped.join('')}$`)
}

const names = readdirSync(folder).filter((name) => name.endsWith('.txt'))

test.each(names)('%s', (name) => {
  const { files, steps } = parse(readFileSync(join(folder, name), 'utf8'))
  expect(steps.length).toBeGreaterThan(0)
  const cwd = mkdtempSync(join(tmpdir(), 'cronwright-'))
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true })
      writeFileSync(join(cwd, path), text)
    }
    for (const step of steps) {
      const [, below = '.', line] = /^(?:\(in (\S+)\) )?(.*)$/.exec(step.line) ?? []
      const { status, stdout, stderr } = run(line, join(cwd, below))
      const clean = stdout.replace(/[ \t]+$/gm, '')
      expect(clean, step.line).toMatch(pattern(step.stdout))
      expect(stderr, step.line).toMatch(pattern(step.stderr))
      expect(status, step.line).toBe(step.status)
    }
  } finally {
    rmSync(cwd, { recursive: true, force: true })
  }
})
