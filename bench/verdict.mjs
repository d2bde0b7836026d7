// Decoding and validation of one CronJob as the API server does it, warm, in microseconds; size and load time of the table of types.
//
//   node bench/verdict.mjs
import { gzipSync } from 'node:zlib'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const BAR = 25
const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'cronwright-bench-'))

/** The rooms as one module, so that no build has to be there. */
async function load(name, source) {
  const outfile = join(folder, `${name}.cjs`)
  await build({
    stdin: { contents: source, resolveDir: root, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile,
    logLevel: 'error',
  })
  const before = performance.now()
  const { default: module } = await import(pathToFileURL(outfile))
  return { module, milliseconds: performance.now() - before }
}

const CRON_JOB = `
apiVersion: batch/v1
kind: CronJob
metadata:
  name: orders-backup
  namespace: orders
  labels: {app.kubernetes.io/name: orders-backup, app.kubernetes.io/part-of: orders}
spec:
  schedule: "30 2 * * *"
  timeZone: Europe/Berlin
  concurrencyPolicy: Forbid
  startingDeadlineSeconds: 600
  successfulJobsHistoryLimit: 3
  failedJobsHistoryLimit: 3
  jobTemplate:
    spec:
      backoffLimit: 2
      activeDeadlineSeconds: 3600
      template:
        metadata:
          labels: {app.kubernetes.io/name: orders-backup}
        spec:
          restartPolicy: Never
          serviceAccountName: orders-backup
          automountServiceAccountToken: false
          securityContext: {runAsNonRoot: true, runAsUser: 10001, fsGroup: 10001, seccompProfile: {type: RuntimeDefault}}
          containers:
            - name: dump
              image: postgres:16.4
              command: [sh, -c, "pg_dump $DATABASE_URL | gzip > /backup/orders.sql.gz"]
              env:
                - name: DATABASE_URL
                  valueFrom: {secretKeyRef: {name: orders-database, key: url}}
                - {name: PGCONNECT_TIMEOUT, value: "10"}
              resources:
                requests: {cpu: 100m, memory: 256Mi}
                limits: {memory: 512Mi}
              securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
              volumeMounts:
                - {name: backup, mountPath: /backup}
                - {name: tmp, mountPath: /tmp}
          volumes:
            - {name: backup, persistentVolumeClaim: {claimName: orders-backup}}
            - {name: tmp, emptyDir: {}}
`

const { module } = await load(
  'rooms',
  `export { decode, judge } from './lib/kubernetes/index.ts'
   export { validate } from './lib/kubernetes/validation/index.ts'
   export { readYaml } from './lib/reader/index.ts'`,
)
const { decode, judge, readYaml, validate } = module
const [{ root: tree }] = readYaml(CRON_JOB)
const { causes } = validate(decode(tree, 'CronJob', 37).object, 'CronJob', 37, {})
if (causes.length > 0) throw new Error(`the example is refused: ${JSON.stringify(causes)}`)

/** Microseconds a call: the median of batches after warming up. */
function time(call) {
  for (let index = 0; index < 20_000; index++) call()
  const batches = Array.from({ length: 50 }, () => {
    const before = performance.now()
    for (let index = 0; index < 500; index++) call()
    return (performance.now() - before) * 2
  }).toSorted((a, b) => a - b)
  return batches[25]
}

const decoding = time(() => decode(tree, 'CronJob', 37))
const both = time(() => validate(decode(tree, 'CronJob', 37).object, 'CronJob', 37, {}))
const judging = time(() => judge(tree, { minor: 37 }))
const source = readFileSync(join(root, 'lib/kubernetes/data/types.ts'), 'utf8')
const table = await load(
  'table',
  `import { objectType, typeNames } from './lib/kubernetes/type-table.ts'\nfor (const name of typeNames()) objectType(name)`,
)
rmSync(folder, { recursive: true })

console.log(`decoding one CronJob                ${decoding.toFixed(1)} µs`)
console.log(`decoding and validation             ${both.toFixed(1)} µs, ${(both / BAR).toFixed(2)} of the bar of ${BAR} µs`)
console.log(`judging for the linter, all notes   ${judging.toFixed(1)} µs`)
console.log(
  `table of types                      ${(source.length / 1024).toFixed(1)} kB, ${(gzipSync(source).length / 1024).toFixed(1)} kB gzipped; loaded whole in ${table.milliseconds.toFixed(1)} ms`,
)
