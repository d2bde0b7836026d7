import { showsSecret } from '../../lib/fleet/index.ts'
import { hasLogin, isLiteralSecret, maskedSecret } from '../../lib/kubernetes/index.ts'
import { defineRule, type Violation } from '../../lib/rule/index.ts'

/** A password in Git is everybody's who ever cloned it. */
export default defineRule({
  id: 'literal-secret',
  title: 'No password, token or key is written in a manifest',
  level: 'error',
  kinds: ['CronJob', 'Job'],
  patches: true,
  rationale: `
What is committed stays in the history of every clone, and in the cluster anybody who may read the CronJob reads it too. Kubernetes hands a secret to a
container by reference: \`valueFrom.secretKeyRef\`, filled by External Secrets, Sealed Secrets, SOPS or a CSI driver.`,
  references: ['https://kubernetes.io/docs/concepts/configuration/secret/#using-secrets-as-environment-variables'],

  *check({ job }): Generator<Violation> {
    for (const container of [...job.pod.initContainers, ...job.pod.containers]) {
      for (const { path, name, value } of container.env) {
        if (name === undefined || value === undefined || !isSecret(name, value)) continue
        yield {
          at: `${path}.value`,
          conceal: true,
          message: `a literal secret in ${name}: '${maskedSecret(value)}'`,
          help: 'take it from a Secret with valueFrom.secretKeyRef, and change it: it was in Git',
        }
      }
    }
  },

  good: [
    {
      title: 'by reference',
      yaml: env('PGPASSWORD', '\n                  valueFrom: {secretKeyRef: {name: orders-db, key: password}}', false),
    },
    { title: 'the path of a file that holds it', yaml: env('DB_PASSWORD', '/run/secrets/db') },
    { title: 'the name of the Secret', yaml: env('TOKEN_SECRET_NAME', 'orders-token') },
    { title: 'an address in a store of secrets', yaml: env('API_TOKEN', 'op://shop/api/token') },
    { title: 'another variable', yaml: env('API_TOKEN', '$(VAULT_TOKEN)') },
  ],
  bad: [
    {
      title: 'a password',
      at: 'spec.jobTemplate.spec.template.spec.containers[0].env[0].value',
      yaml: env('PGPASSWORD', 'kittens-and-coffee'),
    },
    {
      title: 'a password inside a URL',
      at: 'spec.jobTemplate.spec.template.spec.containers[0].env[0].value',
      yaml: env('DATABASE_URL', 'postgres://app:hunter22@orders-db/orders'),
    },
  ],
})

/** What a construct refuses of its own author is asked twice of a stranger: public by its form is no secret. */
function isSecret(name: string, value: string): boolean {
  return isLiteralSecret(name, value) && (hasLogin(value) || showsSecret(name, value))
}

function env(name: string, value: string, literal = true): string {
  const line = literal ? `\n                  value: ${JSON.stringify(value)}` : value
  return `spec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          containers:\n            - name: dump\n              env:\n                - name: ${name}${line}\n`
}
