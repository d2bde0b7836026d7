import { defineRule, type FleetViolation } from '../../lib/rule/index.ts'

const KINDS = /^(?:Cluster)?(?:ExternalSecret|SecretStore)$/
const GONE = /^external-secrets\.io\/v1(?:alpha1|beta1)$/

/** An API that is no longer served: the secret is never made. */
export default defineRule({
  id: 'external-secret-v1beta1',
  title: 'External Secrets are written in external-secrets.io/v1',
  level: 'warning',
  rationale: `
External Secrets Operator serves \`v1\` since 0.16 and \`v1beta1\` no longer since 0.17: the object is refused with "no matches for kind", no Secret is made, and the pods of a job wait in
CreateContainerConfigError. Apart from the version nothing changes in ordinary use.`,
  references: ['https://external-secrets.io/latest/introduction/stability-support/'],

  *checkFleet({ objects }): Generator<FleetViolation> {
    for (const { object } of objects) {
      if (!KINDS.test(object.kind) || !GONE.test(object.apiVersion)) continue
      yield {
        object,
        at: 'apiVersion',
        message: `${object.apiVersion} is not served by External Secrets 0.17 and later: this ${object.kind} is refused`,
        help: 'write external-secrets.io/v1, which 0.16 and later serve',
        fix: {
          title: 'write external-secrets.io/v1',
          safe: false,
          edits: [{ kind: 'set', path: 'apiVersion', value: 'external-secrets.io/v1' }],
        },
      }
    }
  },

  good: [
    { title: 'v1', yaml: 'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: db}\n' },
    {
      title: 'PushSecret has no other version',
      yaml: 'apiVersion: external-secrets.io/v1alpha1\nkind: PushSecret\nmetadata: {name: db}\n',
    },
  ],
  bad: [
    {
      title: 'v1beta1',
      at: 'apiVersion',
      yaml: 'apiVersion: external-secrets.io/v1beta1\nkind: ExternalSecret\nmetadata: {name: db}\n',
      fixed: 'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: db}\n',
    },
  ],
})
