import { describe, expect, test } from 'vitest'
import { lint } from '../../lib/lint/index.ts'
import { POLICIES, RULES } from '../../policies/index.ts'

/* A guide as people write them, of our own: each fenced block has a fault that is copied from such pages again and again. */

const POD = (container: string, more = ''): string =>
  `      template:\n        spec:\n          restartPolicy: Never\n${more}          containers:\n            - name: main\n              image: registry.example.com/main:1.2.3\n${container}`
const CRON = (schedule: string, job: string): string =>
  `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a, namespace: shop}\nspec:\n  schedule: "${schedule}"\n  timeZone: Etc/UTC\n  concurrencyPolicy: Allow\n  startingDeadlineSeconds: 60\n  jobTemplate:\n    spec:\n${job}`
const CLAIM =
  'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: chunks, namespace: shop}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n---\n'

function found(block: string): readonly string[] {
  const text = `# A guide\n\nCopy this:\n\n\`\`\`yaml\n${block}\`\`\`\n`
  const input = { rules: RULES, policy: POLICIES.strict, config: {}, now: 0, minor: 37, markdown: true }
  return lint([{ path: 'guide.txt', text }], input).findings.map(({ rule }) => rule)
}

describe('what guides get wrong is found in their fenced blocks', () => {
  test.each<[rule: string, block: string]>([
    ['mutable-image-tag', CRON('0 2 * * *', POD('')).replace(':1.2.3', '')],
    ['missing-field', CRON('0 2 * * *', POD('')).replace('          restartPolicy: Never\n', '')],
    ['missing-active-deadline', CRON('0 2 * * *', POD(''))],
    ['missing-starting-deadline', CRON('0 2 * * *', POD('')).replace('  startingDeadlineSeconds: 60\n', '')],
    ['missing-history-limit', CRON('0 2 * * *', POD(''))],
    ['secret-in-git', 'apiVersion: v1\nkind: Secret\nmetadata: {name: db}\nstringData:\n  password: "correct-horse"\n'],
    ['shell-in-env-value', CRON('0 2 * * *', POD('              env: [{name: ID, value: "run-$(date +%s)"}]\n'))],
    ['unresolved-variable', CRON('0 2 * * *', POD('              args: ["-H", "Authorization: Bearer $(API_KEY)"]\n'))],
    ['secret-in-command-line', CRON('0 2 * * *', POD('              command: [sh, -c, \'psql "$DATABASE_URL" -c VACUUM\']\n'))],
    [
      'lost-output',
      CRON(
        '0 2 * * *',
        POD(
          '              command: [sh, -c, "report > /out/result.csv"]\n              volumeMounts: [{name: out, mountPath: /out}]\n',
          '          volumes: [{name: out, emptyDir: {}}]\n',
        ),
      ),
    ],
    [
      'shared-read-write-once',
      CLAIM +
        CRON(
          '0 2 * * *',
          `      parallelism: 5\n${POD('              volumeMounts: [{name: c, mountPath: /c}]\n', '          volumes: [{name: c, persistentVolumeClaim: {claimName: chunks}}]\n')}`,
        ),
    ],
    ['kubectl-without-service-account', CRON('0 2 * * *', POD('              command: [sh, -c, "kubectl get pods"]\n'))],
    ['script-outlives-deadline', CRON('*/5 * * * *', POD('              args: [--max-runtime=400s]\n'))],
  ])('%s', (rule, block) => {
    expect(found(block)).toContain(rule)
  })

  test('a consumer that stops before its next run is fine', () => {
    expect(found(CRON('*/5 * * * *', POD('              args: [--max-runtime=280s]\n')))).not.toContain('script-outlives-deadline')
  })
})
