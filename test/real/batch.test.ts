import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { BatchSystem, Script } from '../../lib/constructs/index.ts'
import { fullDisk, Pods, type PodOutcome } from './pod.ts'
import { Sandbox } from './sandbox.ts'
import { describeWith } from './tools.ts'

describeWith([], 'a batch system', () => {
  const sandbox = new Sandbox()
  afterAll(() => sandbox.end())

  const pods = (batch: string, text: string): Pods =>
    new Pods(
      sandbox,
      (chart) =>
        new BatchSystem(chart, 'images', {
          batch,
          worker: { name: 'work', image: 'busybox:1.37.0', script: Script.text(text) },
          chunks: 10,
          workers: 4,
          cleanup: { keepBatches: 2 },
        }),
    )
  const chunk = (made: Pods, index: number, more: Parameters<Pods['run']>[0] = {}): Promise<PodOutcome> =>
    made.run({ ...more, kind: 'Job', env: { work: { JOB_COMPLETION_INDEX: String(index) } } })
  const results = join(sandbox.folder, 'volumes/results')
  const logs = join(sandbox.folder, 'volumes/logs')
  const of = (batch: string): string[] => readdirSync(join(results, batch)).sort()

  /** Four workers, as a Job runs them: each takes the next chunk, and a chunk that fails is tried again. */
  async function work(made: Pods, chunks: number): Promise<void> {
    const todo = Array.from({ length: chunks }, (_, index) => index)
    const worker = async (): Promise<void> => {
      for (let index = todo.shift(); index !== undefined; index = todo.shift())
        if ((await chunk(made, index)).status !== 0) todo.push(index)
    }
    await Promise.all([worker(), worker(), worker(), worker()])
  }

  test('ten chunks and four workers make ten results, each once, though every third is tried twice', async () => {
    const made = pods(
      'b1',
      'echo try >>"$WORK_DIR/tries"\n[ $((CHUNK % 3)) -ne 0 ] || [ "$(wc -l <"$WORK_DIR/tries")" -gt 1 ] || exit 9\necho "working on $CHUNK" >&2\necho "$CHUNK of $CHUNKS after $(wc -l <"$WORK_DIR/tries" | tr -d " ")"\n',
    )
    await work(made, 10)
    expect(of('b1')).toEqual([...Array.from({ length: 10 }, (_, index) => `chunk-${index}`), 'complete'])
    expect(Array.from({ length: 10 }, (_, index) => readFileSync(join(results, 'b1', `chunk-${index}`), 'utf8'))).toEqual(
      Array.from({ length: 10 }, (_, index) => `${index} of 10 after ${index % 3 === 0 ? 2 : 1}\n`),
    )
    expect(readdirSync(join(results, '.work/b1'))).toEqual([])
    expect(readFileSync(join(logs, 'b1/chunk-7.log'), 'utf8')).toBe('working on 7\n')
    expect(readFileSync(join(logs, 'b1/chunk-3.log'), 'utf8')).toContain('the script failed with code 9')
    expect(await chunk(made, 7)).toMatchObject({ status: 0, log: expect.stringContaining('chunk 7 is done already') })
  })

  test('killed in the middle: no result, and the next pod goes on in the folder of the last', async () => {
    const text = 'if [ -e "$WORK_DIR/half" ]; then echo "went on"; else : >"$WORK_DIR/half"; sleep 60; fi\n'
    const made = pods('b2', text)
    expect(
      (await chunk(made, 0, { kill: { container: 'work', when: () => existsSync(join(results, '.work/b2/chunk-0/half')) } })).status,
    ).not.toBe(0)
    expect(of('b2').filter((name) => !name.endsWith('.partial'))).toEqual([])
    expect(await chunk(made, 0)).toMatchObject({ status: 0 })
    expect(readFileSync(join(results, 'b2/chunk-0'), 'utf8')).toBe('went on\n')
  })

  test('a full disk: the chunk fails, has no result, and is repaired', async () => {
    const made = pods('b3', 'head -c 40000 /dev/zero\n')
    const outcome = await chunk(made, 0, { under: { work: fullDisk(8) } })
    expect(outcome.status).not.toBe(0)
    expect(outcome.log).toContain('it has no result')
    expect(of('b3').filter((name) => !name.endsWith('.partial'))).toEqual([])
    expect(await chunk(made, 0)).toMatchObject({ status: 0 })
  })

  test('clean-up: old work folders, half results and old batches go; running work, batches that are not complete and the newest stay', async () => {
    const past = (path: string, hours: number): void => {
      const then = Date.now() / 1000 - hours * 3600
      utimesSync(path, then, then)
    }
    for (const [index, batch] of ['c1', 'c2', 'c3'].entries()) {
      mkdirSync(join(results, batch))
      for (const file of ['chunk-0', 'complete']) writeFileSync(join(results, batch, file), batch)
      past(join(results, batch, 'complete'), 30 - index)
    }
    mkdirSync(join(results, '.work/old/chunk-1'), { recursive: true })
    writeFileSync(join(results, '.work/old/chunk-1/file'), 'x')
    for (const path of ['.work/old/chunk-1/file', '.work/old/chunk-1']) past(join(results, path), 5)
    mkdirSync(join(results, '.work/b9/chunk-1'), { recursive: true })
    writeFileSync(join(results, '.work/b9/chunk-1/file'), 'still written')
    past(join(results, '.work/b9/chunk-1'), 5)
    mkdirSync(join(logs, 'c1'), { recursive: true })
    for (const file of ['old.log', 'new.log']) writeFileSync(join(logs, 'c1', file), 'x')
    past(join(logs, 'c1/old.log'), 24 * 40)
    const made = pods('b3', 'true\n')
    // The clean-up runs as whoever owns the files.
    own(sandbox, results, logs)
    const { status, log } = await made.run()
    expect({ status, log }).toEqual({ status: 0, log: expect.any(String) })
    expect(existsSync(join(results, 'c1')) || existsSync(join(results, 'c2'))).toBe(false)
    expect(of('c3')).toEqual(['chunk-0', 'complete'])
    expect(of('b1')).toHaveLength(11)
    expect(of('b2')).toContain('chunk-0')
    expect(existsSync(join(results, '.work/old/chunk-1'))).toBe(false)
    expect(existsSync(join(results, '.work/b9/chunk-1/file'))).toBe(true)
    expect(readdirSync(join(logs, 'c1'))).toEqual(['new.log'])
    expect(readFileSync(join(logs, 'cleanup.log'), 'utf8')).toContain('removed ./c1: only 2 batches stay')
  })
})

function own(sandbox: Sandbox, ...folders: readonly string[]): void {
  for (const folder of folders)
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
      const { mtime } = statSync(path)
      sandbox.own(path)
      utimesSync(path, mtime, mtime)
    }
}
