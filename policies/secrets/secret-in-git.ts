import { showsSecret, valueAt, type FleetObject } from '../../lib/fleet/index.ts'
import { defineRule, type FleetViolation } from '../../lib/rule/index.ts'

/** Keys whose content is public although it stands in a Secret. */
const PUBLIC =
  /^(?:ca\.crt|ca\.pem|ca-bundle\.crt|tls\.crt|known_hosts|ssh_known_hosts|.*\.pub|(?:.*[-_.])?(?:type|project|server|name|host|hostname|port|database|db|dbname|region|endpoint|bucket|kind|email|username|user))$/i
const SECRETIVE = /pass|pwd|token|secret|key|credential|auth|dsn|url$|uri$/i

/** base64 is no lock. */
export default defineRule({
  id: 'secret-in-git',
  title: 'No Secret with readable values is committed',
  level: 'error',
  rationale: `
\`data\` of a Secret is base64 and \`stringData\` is clear text; neither is encryption. Whoever may read the repository, one of its clones or the cache of a GitOps tool reads the secret, and history keeps
it after it was removed. ExternalSecret and the CSI driver fetch a value at run time; SealedSecret and SOPS encrypt it, so that Git holds what only the cluster can read.`,
  references: [
    'https://kubernetes.io/docs/concepts/configuration/secret/#information-security-for-secrets',
    'https://fluxcd.io/flux/security/secrets-management/',
  ],

  *checkFleet({ objects }): Generator<FleetViolation> {
    for (const source of objects) {
      const { object, readable = [] } = source
      const keys = readable.map((field) => field.replace(/^(?:data|stringData)(?:\.|\[)|\]$/g, ''))
      const secret = keys.filter((key) => !isPublic(key))
      const worst = secret.find((key) => SECRETIVE.test(key)) ?? secret.at(0)
      if (object.kind === 'Secret' && worst !== undefined)
        yield {
          object,
          at: readable[keys.indexOf(worst)],
          atKey: true,
          conceal: true,
          message: `the Secret '${object.name ?? ''}' is readable in Git: ${shown(secret)}`,
          help: 'take it from an ExternalSecret or a CSI driver, or encrypt it with Sealed Secrets or SOPS; and change it: it was in Git',
        }
      yield* literals(source)
    }
  },

  good: [
    { title: 'filled by somebody else', yaml: secret('type: Opaque') },
    { title: 'a placeholder', yaml: secret('stringData: {password: "${DB_PASSWORD}", token: CHANGE_ME}') },
    {
      title: 'encrypted by SOPS',
      yaml: secret(
        'data: {password: "ENC[AES256_GCM,data:p673w==,iv:YY=,tag:a==,type:str]"}\nsops: {mac: "ENC[a]", lastmodified: "2026-01-01T00:00:00Z"}',
      ),
    },
    { title: 'a certificate of an authority', yaml: secret('data: {ca.crt: LS0tLS1CRUdJTg==}') },
    {
      title: 'sealed',
      yaml: 'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: db}\nspec: {encryptedData: {password: AgBy3i4OJSWK}}\n',
    },
    { title: 'made from a file that is not in Git', yaml: kustomization('envs: [.env.secret]') },
    {
      title: 'who, where and how, but no password',
      yaml: secret('stringData: {DB_USER: app, adminUser: root, DB_URL: "postgres://db:5432/shop", TLS: "true"}'),
    },
    { title: 'an address without a login', yaml: kustomization('literals: [DATABASE_URL=postgresql.shop.svc.cluster.local]') },
  ],
  bad: [
    { title: 'base64', at: 'data.password', yaml: secret('data: {username: YXBw, password: aHVudGVyMjI=}') },
    { title: 'clear text', at: 'stringData.password', yaml: secret('stringData: {host: db, password: hunter22}') },
    { title: 'an address with a login', at: 'stringData.DB_URL', yaml: secret('stringData: {DB_URL: "postgres://app:hunter22@db/shop"}') },
    { title: 'a literal of kustomize', at: 'secretGenerator[0].literals[0]', yaml: kustomization('literals: [password=hunter22]') },
  ],
})

/** What a secretGenerator is given in clear text. */
function* literals({ object, value }: FleetObject): Generator<FleetViolation> {
  const generators = object.kind === 'Kustomization' ? value.secretGenerator : undefined
  for (const [index, generator] of Array.isArray(generators) ? generators.entries() : []) {
    const list = valueAt(generator, 'literals')
    const texts = Array.isArray(list) ? list.map(String) : []
    const at = texts.findIndex((text) => isSecret(...pairOf(text)))
    if (at < 0) continue
    const [name, secret] = pairOf(texts[at])
    yield {
      object,
      at: `secretGenerator[${index}].literals[${at}]`,
      conceal: secret,
      message: `the secretGenerator '${String(valueAt(generator, 'name'))}' holds ${name} in clear text`,
      help: 'take it from a file that is encrypted or not in Git, or from an ExternalSecret; and change it: it was in Git',
    }
  }
}

function pairOf(literal: string): readonly [name: string, value: string] {
  const equals = literal.indexOf('=')
  return equals < 0 ? [literal, ''] : [literal.slice(0, equals), literal.slice(equals + 1)]
}

/** `adminUser` is read as `admin_User`. */
function isPublic(key: string): boolean {
  return PUBLIC.test(key.replace(/([a-z\d])([A-Z])/g, '$1_$2'))
}

function isSecret(name: string, value: string): boolean {
  return SECRETIVE.test(name) && !isPublic(name) && showsSecret(name, value)
}

function shown(keys: readonly string[]): string {
  return keys.slice(0, 3).join(', ') + (keys.length > 3 ? ` and ${keys.length - 3} more` : '')
}

function secret(lines: string): string {
  return `apiVersion: v1\nkind: Secret\nmetadata: {name: db}\n${lines}\n`
}

function kustomization(line: string): string {
  return `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nsecretGenerator: [{name: db, ${line}}]\n`
}
