import { ApiObject, Chart } from 'cdk8s'
import type { ServiceAccount } from 'cdk8s-plus-27'
import type { Construct } from 'constructs'
import type { Mount } from './container-spec.ts'
import { refuse } from './refuse.ts'

/** What an account may do with objects of one kind; with names, to just these. */
export interface Right {
  readonly apiGroups: readonly string[]
  readonly resources: readonly string[]
  readonly resourceNames?: readonly string[]
  readonly verbs: readonly string[]
}

/** Gives rights in the chart's own namespace to an account, and to nobody else. */
export function grant(scope: Construct, name: string, account: ServiceAccount, rules: readonly Right[]): void {
  const { namespace } = Chart.of(scope)
  if (namespace === undefined)
    refuse('namespace', 'given to the chart', "the rights are bound to this job's account and no other", namespace)
  new ApiObject(scope, 'role', { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name }, rules })
  new ApiObject(scope, 'role-binding', {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name: account.name, namespace }],
  })
}

/**
 * What a container needs to call Kubernetes' API: a token that ends by itself, the cluster's certificate, its namespace and its Job's name. Mounted into the containers that
 * call it; the others, such as the user's program, get no token.
 */
export const API_ACCESS = {
  projected: {
    defaultMode: 0o440,
    sources: [
      { serviceAccountToken: { path: 'token', expirationSeconds: 3600 } },
      // Kubernetes puts this ConfigMap into every namespace.
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      {
        downwardAPI: {
          items: [
            { path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } },
            { path: 'job-name', fieldRef: { apiVersion: 'v1', fieldPath: "metadata.labels['batch.kubernetes.io/job-name']" } },
          ],
        },
      },
    ],
  },
} as const

/** Where the scripts look for it. */
export const API_MOUNT: Mount = { volume: 'api-access', path: '/var/run/secrets/kubernetes.io/serviceaccount', readOnly: true }
