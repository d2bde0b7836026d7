import { referencesOf, takenBy, type Reference, type Supply, type Workload } from '../../lib/fleet/index.ts'
import { editDistance } from '../../lib/kubernetes/suggest.ts'
import { defineRule, type FleetViolation } from '../../lib/rule/index.ts'
import { isGiven, isSettled } from './evidence.ts'
import { stockOf, type Stock } from './stock.ts'

const KEY_PATH = 'spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef'

/** Pods that refer to what is not there wait, and the Job with them. */
export default defineRule({
  id: 'dangling-reference',
  title: 'Every Secret, ConfigMap, claim and service account that a job needs is there, with its keys',
  level: 'warning',
  rationale: `
A pod that refers to a Secret, a ConfigMap or a key that does not exist waits in CreateContainerConfigError, one whose claim does not exist is never scheduled, and without its service account it is not even
created. None of this fails the Job before its deadline, and under Forbid it blocks all later runs. What kustomize, External Secrets, Sealed Secrets, cert-manager and the CSI driver make counts as there.`,
  references: ['https://kubernetes.io/docs/concepts/configuration/secret/#restriction-secret-must-exist'],
  options: {
    elsewhere: {
      default: ['Secret'],
      description: 'kinds that may come from outside of the repository: nothing is said where no such name is known at all',
    },
  },

  *checkFleet(cluster, { options }): Generator<FleetViolation> {
    const stock = stockOf(cluster)
    const elsewhere = options.elsewhere as readonly string[]
    if (stock.empty) return
    for (const workload of cluster.workloads) {
      if (workload.partial) continue
      for (const reference of referencesOf(workload)) {
        const { kind, name, path } = reference
        const renamed = takenBy(cluster, workload.object.file).some(({ renames }) => renames)
        const fault = isGiven(kind, name) ? undefined : faultOf(reference, workload, stock, renamed)
        if (fault) yield { object: workload.object, ...fault }
        else if (!elsewhere.includes(kind) && stock.named(kind, name).length === 0 && isSettled(cluster, stock, workload, reference))
          yield {
            object: workload.object,
            at: path,
            message: `there is no ${kind} '${name}' among those that stand here`,
            help: 'write it down here, or say in an ignore comment who makes it',
          }
      }
    }
  },

  good: [
    { title: 'the key is there', yaml: secret('Secret', 'stringData: {password: "${PW}"}') + job('password') },
    {
      title: 'kustomize makes it',
      yaml: `kind: Kustomization\napiVersion: kustomize.config.k8s.io/v1beta1\nsecretGenerator: [{name: db, envs: [.env]}]\n---\n${job('password')}`,
    },
    {
      title: 'External Secrets makes it',
      yaml: `apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: x}\nspec: {target: {name: db}, dataFrom: [{extract: {key: db}}]}\n---\n${job('password')}`,
    },
    { title: 'it may come from elsewhere', yaml: job('password') },
    { title: 'it may be absent', yaml: secret('Secret', 'stringData: {user: "${USER}"}') + job('password, optional: true') },
  ],
  bad: [
    { title: 'no such key', at: `${KEY_PATH}.key`, yaml: secret('Secret', 'stringData: {passwd: "${PW}"}') + job('password') },
    {
      title: 'nearly the name',
      at: `${KEY_PATH}.name`,
      yaml: secret('Secret', 'stringData: {password: "${PW}"}', 'orders-dbs') + job('password', 'orders-db'),
    },
    {
      title: 'another service account',
      at: 'spec.template.spec.serviceAccountName',
      yaml: `${secret('ServiceAccount', 'automountServiceAccountToken: false', 'cleaner')}apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec: {template: {spec: {serviceAccountName: backup, containers: [{name: a, image: "a:1"}]}}}\n`,
    },
  ],
})

type Fault = Omit<FleetViolation, 'object'>

/** What is surely wrong: the object is there without the key, or one is there whose name is nearly the same. */
function faultOf(
  { kind, name, path, key, keyPath }: Reference,
  { namespace }: Workload,
  stock: Stock,
  renamed: boolean,
): Fault | undefined {
  const fits = (supply: Supply): boolean => supply.namespace === undefined || namespace === undefined || supply.namespace === namespace
  const same = stock.named(kind, name).filter(fits)
  if (same.length === 0) {
    const meant = renamed ? undefined : stock.nearly(kind, name, fits)
    return meant === undefined ? undefined : { at: path, message: `there is no ${kind} '${name}' here`, help: `did you mean '${meant}'?` }
  }
  const keys = same.flatMap((supply) => supply.keys ?? [])
  if (key === undefined || keyPath === undefined || same.some((supply) => supply.keys === undefined) || keys.includes(key)) return undefined
  const meant = keys.find((candidate) => editDistance(candidate, key) <= 2)
  const help = meant === undefined ? `its keys are ${keys.slice(0, 6).join(', ') || 'none'}` : `did you mean '${meant}'?`
  return { at: keyPath, message: `the ${kind} '${name}' has no key '${key}'`, help }
}

function secret(kind: string, lines: string, name = 'db'): string {
  return `apiVersion: v1\nkind: ${kind}\nmetadata: {name: ${name}}\n${lines}\n---\n`
}

function job(key: string, name = 'db'): string {
  return `apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec: {template: {spec: {containers: [{name: a, image: "a:1", env: [{name: P, valueFrom: {secretKeyRef: {name: ${name}, key: ${key}}}}]}]}}}\n`
}
