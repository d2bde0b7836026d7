import { referencesOf, suppliesOf, takenBy, type Reference, type Supply, type Workload } from '../../lib/fleet/index.ts'
import { editDistance } from '../../lib/kubernetes/suggest.ts'
import { defineRule, type FleetViolation } from '../../lib/rule/index.ts'
import { fromElsewhere, isGiven, isSettled } from './evidence.ts'

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
    const supplies = new Map<string, Supply[]>()
    for (const supply of suppliesOf(cluster)) supplies.set(supply.kind, [...(supplies.get(supply.kind) ?? []), supply])
    if (supplies.size === 0) return
    for (const workload of cluster.workloads) {
      if (workload.partial) continue
      for (const reference of referencesOf(workload)) {
        const all = supplies.get(reference.kind) ?? []
        const fault = faultOf(reference, workload, all, takenBy(cluster, workload.object.file).length > 0)
        const unknown = (): boolean =>
          isSettled(cluster, workload, reference, all) &&
          !fromElsewhere(options.elsewhere, reference.kind) &&
          all.every(({ name }) => name !== reference.name)
        if (fault) yield { object: workload.object, ...fault }
        else if (unknown())
          yield {
            object: workload.object,
            at: reference.path,
            message: `there is no ${reference.kind} '${reference.name}' among those that stand here`,
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
  all: readonly Supply[],
  renamed: boolean,
): Fault | undefined {
  if (isGiven(kind, name)) return undefined
  const near = (supply: Supply): boolean => supply.namespace === undefined || namespace === undefined || supply.namespace === namespace
  const same = all.filter((supply) => supply.name === name && near(supply))
  if (same.length > 0) {
    const keys = same.flatMap((supply) => supply.keys ?? [])
    if (key === undefined || keyPath === undefined || same.some((supply) => supply.keys === undefined) || keys.includes(key))
      return undefined
    const meant = keys.find((candidate) => editDistance(candidate, key) <= 2)
    return {
      at: keyPath,
      message: `the ${kind} '${name}' has no key '${key}'`,
      help: meant === undefined ? `its keys are ${keys.slice(0, 6).join(', ') || 'none'}` : `did you mean '${meant}'?`,
    }
  }
  const digits = (text: string): string => text.replace(/\D/g, '')
  const meant = all.find(
    (supply) => near(supply) && name.length > 5 && digits(supply.name) === digits(name) && editDistance(supply.name, name) <= 2,
  )
  if (!meant || renamed) return undefined
  return { at: path, message: `there is no ${kind} '${name}' here`, help: `did you mean '${meant.name}'?` }
}

function secret(kind: string, lines: string, name = 'db'): string {
  return `apiVersion: v1\nkind: ${kind}\nmetadata: {name: ${name}}\n${lines}\n---\n`
}

function job(key: string, name = 'db'): string {
  return `apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec: {template: {spec: {containers: [{name: a, image: "a:1", env: [{name: P, valueFrom: {secretKeyRef: {name: ${name}, key: ${key}}}}]}]}}}\n`
}
