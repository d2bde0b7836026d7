// A fleet of CronJob manifests, the same for the same count: one a file, a hundred folders, one in ten with exactly one fault.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A small generator of pseudo-random numbers (mulberry32), so that the fleet is the same everywhere. */
function random(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const ZONES = [
  'Etc/UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Tokyo',
  'Europe/London',
  'America/Sao_Paulo',
  'Australia/Sydney',
  'Asia/Kolkata',
]
const FAULTS = [
  (text) => text.replace('startingDeadlineSeconds', 'startingDelineSeconds'),
  (text) => text.replace('          restartPolicy: Never\n', ''),
  (text) => text.replace('concurrencyPolicy: Forbid', 'concurrencyPolicy: Forbidden'),
  (text) => text.replace('activeDeadlineSeconds: ', 'activeDeadlineSeconds: !!str '),
  (text) => text.replace(/schedule: .*/, 'schedule: "60 * * * *"'),
]

function manifest(index, next) {
  const pick = (list) => list[Math.floor(next() * list.length)]
  const minute = Math.floor(next() * 60)
  const hour = Math.floor(next() * 24)
  const schedule = pick([
    `${minute} ${hour} * * *`,
    `*/${pick([5, 10, 15, 20, 30])} * * * *`,
    `${minute} */${pick([2, 3, 4, 6])} * * *`,
    `${minute} ${hour} * * ${pick(['1', '1-5', '0,6'])}`,
    `${minute} ${hour} 1 * *`,
  ])
  const env = Array.from(
    { length: 3 + Math.floor(next() * 8) },
    (_, at) =>
      `                - name: SETTING_${at}\n                  value: "${pick(['on', 'off', '42', 'eu-west-1', 'https://example.com/api'])}"\n`,
  ).join('')
  return `# Job ${index} of the fleet, owned by team ${index % 37}
apiVersion: batch/v1
kind: CronJob
metadata:
  name: job-${index}
  namespace: team-${index % 37}
  labels:
    app.kubernetes.io/name: job-${index}
    app.kubernetes.io/part-of: fleet
spec:
  schedule: "${schedule}"
  timeZone: ${pick(ZONES)}
  concurrencyPolicy: Forbid
  startingDeadlineSeconds: 300
  successfulJobsHistoryLimit: 3
  failedJobsHistoryLimit: 3
  jobTemplate:
    spec:
      activeDeadlineSeconds: ${pick([600, 1800, 3600])}
      backoffLimit: 2
      template:
        metadata:
          labels:
            app.kubernetes.io/name: job-${index}
        spec:
          restartPolicy: Never
          serviceAccountName: job-${index}
          securityContext:
            runAsNonRoot: true
            seccompProfile: {type: RuntimeDefault}
          containers:
            - name: main
              image: registry.example.com/team-${index % 37}/job:${1 + (index % 9)}.${index % 13}.0
              command: ["/bin/sh", "-c"]
              args:
                - |
                  set -eu
                  echo "start $(date)"
                  /opt/job/run --shard ${index % 16} --output /data/out
              env:
${env}                - name: API_TOKEN
                  valueFrom:
                    secretKeyRef: {name: job-${index}, key: token}
              resources:
                requests: {cpu: 100m, memory: 128Mi}
                limits: {memory: 512Mi}
              volumeMounts:
                - {name: data, mountPath: /data}
          volumes:
            - name: data
              emptyDir: {}
`
}

export function makeFleet(folder, count) {
  const next = random(20_261_124)
  for (let index = 0; index < count; index++) {
    const inside = join(folder, `team-${index % 100}`)
    if (index < 100) mkdirSync(inside, { recursive: true })
    const text = manifest(index, next)
    writeFileSync(join(inside, `job-${index}.yaml`), index % 10 === 3 ? FAULTS[Math.floor(index / 10) % FAULTS.length](text) : text)
  }
}
