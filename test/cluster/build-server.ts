import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isInstalled } from '../real/tools.ts'

const KUBERNETES = '1.33.13'

const oracle = fileURLToPath(new URL('../conformance/oracle/api/', import.meta.url))
/** Where Git does not look. */
export const API_SERVER = `${oracle}bin/kube-apiserver`

/** Says what is missing, and builds the API server once. */
export default function setUp(): void {
  if (!isInstalled('etcd')) throw new Error('npm run test:cluster needs etcd: apt-get install etcd-server')
  if (existsSync(API_SERVER)) return
  if (!isInstalled('go')) throw new Error('npm run test:cluster builds kube-apiserver once and needs Go for it')
  process.stderr.write(`building kube-apiserver ${KUBERNETES}, once; this takes a quarter of an hour …\n`)
  const { status } = spawnSync('sh', [`${oracle}build-server.sh`, KUBERNETES, `${oracle}bin`], { stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error('kube-apiserver could not be built')
}
