import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Pods } from './pod.ts'
import { Sandbox, type Outcome } from './sandbox.ts'
import { PASSWORD, startObjectStore, startShop, type ObjectStore, type Postgres } from './services.ts'
import { describeWith } from './tools.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const readme = readFileSync(join(root, 'README.md'), 'utf8')

/** The first fenced block of a language in a section of the README. */
function block(heading: string, language: string): string {
  const section = readme.slice(readme.indexOf(heading))
  const [, text] = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(section) ?? []
  if (text === undefined) throw new Error(`README: no ${language} under ${heading}`)
  return text
}

describeWith(
  ['initdb', 'psql', 'rclone', 'moto_server'],
  'somebody new, in an empty folder, with the packed tarball and the README',
  () => {
    const home = mkdtempSync(join(tmpdir(), 'cronwright-user-'))
    const app = join(home, 'app')
    const sandbox = new Sandbox()
    let [postgres, store] = [] as unknown as [Postgres, ObjectStore]

    function shell(command: string): Outcome {
      const env = { ...process.env, CDK8S_CHECK_UPGRADE: 'false', npm_config_update_notifier: 'false' }
      const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: app, encoding: 'utf8', env })
      return { status, stdout, log: stdout + stderr }
    }

    beforeAll(async () => {
      mkdirSync(app)
      postgres = await startShop(sandbox, "create table orders as select i as id, 'Zoë ' || i as customer from generate_series(1, 1000) i")
      store = await startObjectStore(sandbox, 'example-backups')
    })
    afterAll(() => {
      sandbox.end()
      rmSync(home, { recursive: true, force: true })
    })

    test('installs it', () => {
      expect(spawnSync('npm', ['pack', '--silent', '--pack-destination', home], { cwd: root, encoding: 'utf8' })).toMatchObject({
        status: 0,
      })
      const [tarball] = readdirSync(home).filter((name) => name.endsWith('.tgz'))
      const install = block('## The constructs', 'sh').trim()
      expect(install).toMatch(/^npm install cronwright /)
      // The very versions of this repository: what `npm ci` has fetched already.
      const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
        devDependencies: Record<string, string>
      }
      const words = install
        .split(' ')
        .map((word) => (word === 'cronwright' ? join(home, tarball) : word in devDependencies ? `${word}@${devDependencies[word]}` : word))
      expect(shell(`${words.join(' ')} --prefer-offline --no-audit --no-fund`)).toMatchObject({ status: 0 })
    })

    test('writes ten lines, synthesizes, lints them clean, and they compile as TypeScript', () => {
      const lines = block('## The constructs', 'ts')
        .replace("host: 'orders-db', name: 'orders'", `host: '127.0.0.1', port: ${postgres.port}, name: 'shop'`)
        .replace("bucket: 'example-backups'", `bucket: 'example-backups', endpoint: '${store.endpoint}'`)
      expect(lines.split('\n').filter((line) => line.trim() !== '').length).toBeLessThanOrEqual(12)
      writeFileSync(join(app, 'backup.mjs'), lines)
      expect(shell('node backup.mjs')).toMatchObject({ status: 0, log: '' })
      expect(readdirSync(join(app, 'dist'))).toEqual(['backups.k8s.yaml'])
      expect(shell('npx cronwright lint dist --policy strict')).toMatchObject({ status: 0, stdout: 'no findings in 1 CronJob in 1 file\n' })
      writeFileSync(join(app, 'backup.mts'), lines)
      const compiler = join(root, 'node_modules/typescript/bin/tsc')
      expect(
        shell(
          `node ${compiler} --noEmit --strict --module nodenext --skipLibCheck false --types node --typeRoots ${root}/node_modules/@types backup.mts`,
        ),
      ).toMatchObject({ status: 0, stdout: '' })
    })

    test('runs what was synthesized: the backup restores, row by row', async () => {
      const secrets = {
        'orders-db/username': 'owner',
        'orders-db/password': PASSWORD,
        'backup-bucket/access-key-id': 'somebody',
        'backup-bucket/secret-access-key': 'hidden-key-of-the-store',
      }
      const manifests = readFileSync(join(app, 'dist/backups.k8s.yaml'), 'utf8')
      expect(await new Pods(sandbox, manifests, { secrets }).run()).toMatchObject({ failed: undefined, status: 0 })
      const [name] = sandbox.must('rclone', ['lsf', 's3:example-backups/shop'], store.env).trim().split('\n')
      sandbox.must('rclone', ['copyto', `s3:example-backups/shop/${name}`, join(sandbox.folder, 'dump')], store.env)
      postgres.query('postgres', 'create database second')
      sandbox.must('pg_restore', ['-d', 'second', '--exit-on-error', join(sandbox.folder, 'dump')], postgres.env('second'))
      const rows = 'select * from orders order by id'
      expect(postgres.query('second', rows)).toBe(postgres.query('shop', rows))
    })

    test('names the plugin by its path: a finding fails the synthesis, with its construct', () => {
      const cdk8s = `node ${join(root, 'node_modules/cdk8s-cli/bin/cdk8s')} synth`
      writeFileSync(
        join(app, 'cdk8s.yaml'),
        `language: typescript\napp: node backup.mjs\noutput: synth\n${block('## The linter', 'yaml\\n# cdk8s.yaml')}`,
      )
      expect(shell(cdk8s)).toMatchObject({ status: 0, stdout: expect.stringContaining('Validations finished') })
      writeFileSync(
        join(app, 'backup.mjs'),
        `${block('## The constructs', 'ts').replace('app.synth()', '')}
       import { ApiObject } from 'cdk8s'
       new ApiObject(app.node.findChild('backups'), 'wild', { apiVersion: 'batch/v1', kind: 'CronJob', spec: { schedule: '61 * * * *', jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'a' }] } } } } } })
       app.synth()`,
      )
      rmSync(join(app, 'synth'), { recursive: true })
      const { status, log } = shell(cdk8s)
      expect(status).not.toBe(0)
      expect(log).toContain('invalid-schedule')
      expect(log).toContain('backups/wild')
      expect(existsSync(join(app, 'node_modules/cdk8s-cli'))).toBe(false)
    })
  },
)
