import { ApiObject } from 'cdk8s'
import type { Construct } from 'constructs'
import { maskedSecret } from '../kubernetes/literal-secret.ts'
import { refuse } from './refuse.ts'

/**
 * A Secret that somebody else fills. A literal is not possible: what is written in code is in Git.
 *
 * @example
 * import { App, Chart } from 'cdk8s'
 * import { SecretSource } from 'cronwright/constructs'
 *
 * const app = new App()
 * const chart = new Chart(app, 'shop', { namespace: 'shop', disableResourceNameHashes: true })
 * SecretSource.existing('orders-db')
 * SecretSource.external(chart, 'bank', {
 *   name: 'bank',
 *   store: { name: 'vault' },
 *   keys: { token: { key: 'finance/bank', property: 'token' } },
 * })
 * SecretSource.csi(chart, 'bucket', {
 *   name: 'backup-bucket',
 *   provider: 'vault',
 *   parameters: { roleName: 'backup', vaultAddress: 'https://vault.vault:8200' },
 *   keys: { 'access-key-id': 'id', 'secret-access-key': 'key' },
 * })
 * app.synth()
 */
export class SecretSource {
  readonly name: string
  /** For a Secret of the CSI driver: the SecretProviderClass whose volume a pod must mount for the Secret to exist. */
  readonly providerClass: string | undefined

  private constructor(name: string, providerClass?: string) {
    if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name) || name.length > 253)
      refuse('secret', 'the name of a Secret', 'the API server accepts it', concealed(name))
    // A key in hexadecimal or in small letters would pass for a name; names of Secrets are words.
    if (/^(?=[a-z0-9]*\d)(?=[a-z0-9]*[a-z])[a-z0-9]{24,}$|^[0-9a-f]{32,}$/.test(name))
      refuse('secret', 'the name of a Secret, not what it holds', 'no secret comes into Git', concealed(name))
    this.name = name
    this.providerClass = providerClass
  }

  /** A Secret that exists in the namespace. */
  static existing(name: string): SecretSource {
    return new SecretSource(name)
  }

  /** A Secret that the External Secrets operator fills from a store. */
  static external(scope: Construct, id: string, { name, store, keys, refreshInterval = '1h0m0s' }: ExternalSecretProps): SecretSource {
    const source = new SecretSource(name)
    if (Object.keys(keys).length === 0) refuse('keys', 'at least one key', 'the Secret holds something', 0)
    if (!/^(\d+(h|m|s|ms))+$/.test(refreshInterval))
      refuse('refreshInterval', 'a time such as 1h0m0s', 'the operator can read it', refreshInterval)
    new ApiObject(scope, id, {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name },
      spec: {
        refreshInterval,
        secretStoreRef: { kind: store.kind ?? 'ClusterSecretStore', name: store.name },
        target: { name, creationPolicy: 'Owner', deletionPolicy: 'Retain' },
        data: Object.entries(keys).map(([secretKey, remoteRef]) => ({ secretKey, remoteRef })),
      },
    })
    return source
  }

  /**
   * A Secret that the Sealed Secrets controller opens. Name and namespace are part of the seal: neither may change afterwards, not by kustomize or Flux either.
   */
  static sealed(scope: Construct, id: string, { name, namespace, encrypted }: SealedSecretProps): SecretSource {
    const source = new SecretSource(name)
    if (Object.keys(encrypted).length === 0) refuse('encrypted', 'at least one key', 'the Secret holds something', 0)
    const plain = Object.entries(encrypted).find(([, value]) => !/^Ag[A-Za-z0-9+/=]{100,}$/.test(value))
    if (plain) refuse(`encrypted.${plain[0]}`, 'what kubeseal wrote', 'no plain text comes into Git', `${plain[1].length} characters`)
    new ApiObject(scope, id, {
      apiVersion: 'bitnami.com/v1alpha1',
      kind: 'SealedSecret',
      metadata: { name, namespace },
      spec: { encryptedData: encrypted, template: { metadata: { name, namespace }, type: 'Opaque' } },
    })
    return source
  }

  /**
   * A Secret that the Secrets Store CSI driver makes from a vault while a pod mounts its volume. Each job that uses a key of it mounts that volume; the Secret is gone when the
   * last such pod is.
   */
  static csi(scope: Construct, id: string, { name, provider, parameters, keys }: CsiSecretProps): SecretSource {
    const source = new SecretSource(name, name)
    if (provider === '') refuse('provider', 'the name of a provider', 'the driver knows whom to ask', provider)
    if (Object.keys(keys).length === 0) refuse('keys', 'at least one key', 'the Secret holds something', 0)
    new ApiObject(scope, id, {
      apiVersion: 'secrets-store.csi.x-k8s.io/v1',
      kind: 'SecretProviderClass',
      metadata: { name },
      spec: {
        provider,
        parameters,
        secretObjects: [{ secretName: name, type: 'Opaque', data: Object.entries(keys).map(([key, objectName]) => ({ objectName, key })) }],
      },
    })
    return source
  }

  /** One key of it, for an environment variable. */
  key(key: string): SecretKey {
    if (!/^[-._a-zA-Z0-9]+$/.test(key)) refuse('key', 'a key of a Secret', 'the API server accepts it', concealed(key))
    return { secret: this.name, key, ...(this.providerClass === undefined ? {} : { providerClass: this.providerClass }) }
  }
}

/** It may be the secret itself, by mistake. */
const concealed = (value: string): string => `${maskedSecret(value)} (${value.length} characters)`

export interface SecretKey {
  /** Name of the Secret. */
  readonly secret: string
  /** Key in the Secret. */
  readonly key: string
  /**
   * The SecretProviderClass whose volume makes the Secret exist.
   *
   * @default none: the Secret exists by itself
   */
  readonly providerClass?: string
}

export interface ExternalSecretProps {
  /** Name of the ExternalSecret, and of the Secret that it fills. */
  readonly name: string
  /**
   * The store that it is filled from.
   *
   * @default kind ClusterSecretStore
   */
  readonly store: { readonly name: string; readonly kind?: 'SecretStore' | 'ClusterSecretStore' }
  /** Where in the store each key of the Secret comes from. */
  readonly keys: Readonly<Record<string, { readonly key: string; readonly property?: string }>>
  /**
   * How often it is filled anew.
   *
   * @default one hour
   */
  readonly refreshInterval?: string
}

export interface SealedSecretProps {
  /** Name of the SealedSecret, and of the Secret that it becomes: part of the seal. */
  readonly name: string
  /** Namespace of both: part of the seal. */
  readonly namespace: string
  /** By key, what `kubeseal` wrote. */
  readonly encrypted: Readonly<Record<string, string>>
}

export interface CsiSecretProps {
  /** Name of the SecretProviderClass, and of the Secret that it makes. */
  readonly name: string
  /** Which provider of the driver: `vault`, `aws`, `azure`, `gcp`. */
  readonly provider: string
  /** What the provider asks for, as it is documented there. */
  readonly parameters: Readonly<Record<string, string>>
  /** By key of the Secret, the provider's name of the object. */
  readonly keys: Readonly<Record<string, string>>
}
