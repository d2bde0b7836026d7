import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isInstalled, PATH } from './tools.ts'

export interface Outcome {
  readonly status: number | null
  /** Standard output and error in one. */
  readonly log: string
  readonly stdout: string
}

/** `nobody`: database servers refuse to run as root. */
const NOBODY = 65534
const identity = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}

/** A server ends with the test that started it, even where that is killed. */
const tether = isInstalled('setpriv') ? ['setpriv', '--pdeathsig', 'KILL'] : []

/** A temporary folder in which commands and servers run without rights, and which ends with all of them. */
export class Sandbox {
  readonly folder: string
  private readonly servers: ChildProcess[] = []

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'cronwright-real-'))
    this.own(this.folder)
    // A clone may lie where nobody else reads it.
    cpSync(SCRIPTS, join(this.folder, 'scripts'), { recursive: true })
    chmodSync(join(this.folder, 'scripts'), 0o755)
  }

  /** A script that ships with the constructs, where commands of the sandbox read it. */
  scriptPath(name: string): string {
    return join(this.folder, 'scripts', name)
  }

  /** A new folder of the sandbox. */
  make(name: string): string {
    const path = join(this.folder, name)
    mkdirSync(path, { recursive: true })
    this.own(path)
    return path
  }

  run(
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    input?: string | Buffer,
    cwd = this.folder,
  ): Outcome {
    const { status, stdout, stderr, error } = spawnSync(command, args, {
      ...identity,
      cwd,
      env: this.environment(env),
      input,
      encoding: 'utf8',
      maxBuffer: 64 * 2 ** 20,
    })
    if (error) throw error
    return { status, stdout, log: stdout + stderr }
  }

  /** Runs and insists on success. */
  must(
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    input?: string | Buffer,
    cwd = this.folder,
  ): string {
    const { status, stdout, log } = this.run(command, args, env, input, cwd)
    if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${log}`)
    return stdout
  }

  /** What a command writes to standard output, byte by byte. */
  bytes(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Buffer {
    return spawnSync(command, args, { ...identity, cwd: this.folder, env: this.environment(env), maxBuffer: 64 * 2 ** 20 }).stdout
  }

  /** A program that takes another one's place on the path of the environment that is returned. `REAL` is the path without it. */
  instead(tool: string, program: string): { readonly PATH: string } {
    const folder = this.make(`instead-of-${tool}`)
    writeFileSync(join(folder, tool), `#!/bin/sh\nREAL='${PATH}'\n${program}\n`, { mode: 0o755 })
    chmodSync(join(folder, tool), 0o755)
    return { PATH: `${folder}:${PATH}` }
  }

  /** A script that ships with the constructs, as a container runs it. */
  script(name: string, env: Readonly<Record<string, string>>, input?: string): Outcome {
    return this.run('sh', [this.scriptPath(name)], { TMPDIR: this.make('tmp'), ...env }, input)
  }

  /** A script that runs beside the test. */
  startScript(name: string, args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
    return this.start('sh', [this.scriptPath(name), ...args], { env })
  }

  /** Runs while the test goes on: for what is answered by a server of the test itself. */
  launch(
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): { readonly child: ChildProcess; readonly ended: Promise<Outcome> } {
    const child = spawn(command, args, { ...identity, cwd: this.folder, env: this.environment(env), detached: true })
    let [stdout, log] = ['', '']
    child.stdout.on('data', (data: Buffer) => ((stdout += data.toString()), (log += data.toString())))
    child.stderr.on('data', (data: Buffer) => (log += data.toString()))
    this.servers.push(child)
    return { child, ended: new Promise((resolve) => child.on('close', (status) => resolve({ status, log, stdout }))) }
  }

  /** A process that lives until the sandbox ends; with the rights of the tests where its program is installed for their user alone. */
  start(
    command: string,
    args: readonly string[],
    { ownRights = true, env = {} }: { readonly ownRights?: boolean; readonly env?: Readonly<Record<string, string>> } = {},
  ): ChildProcess {
    const [program, ...rest] = [...tether, command, ...args]
    const child = spawn(program, rest, {
      ...(ownRights ? identity : {}),
      cwd: this.folder,
      env: this.environment(ownRights ? env : { ...env, HOME: process.env.HOME ?? this.folder }),
      stdio: 'ignore',
    })
    this.servers.push(child)
    return child
  }

  end(): void {
    for (const server of this.servers) server.kill('SIGKILL')
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }

  private environment(env: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
    return { PATH, HOME: this.folder, LC_ALL: 'C.UTF-8', ...env }
  }

  /** Gives a file or folder to those who run the commands. */
  own(path: string): void {
    chmodSync(path, 0o700)
    if (identity.uid !== undefined) chownSync(path, identity.uid, identity.gid)
  }
}

const SCRIPTS = fileURLToPath(new URL('../../lib/constructs/scripts/', import.meta.url))

export function scriptPath(name: string): string {
  return join(SCRIPTS, name)
}

/** A port of the loopback that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

/** Waits until the question is answered with true. */
export async function until(what: string, question: () => boolean | Promise<boolean>, seconds = 60): Promise<void> {
  const end = Date.now() + seconds * 1000
  while (!(await question())) {
    if (Date.now() > end) throw new Error(`${what} took more than ${seconds} seconds`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
