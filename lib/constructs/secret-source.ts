import { ApiObject } from 'cdk8s'
import type { Construct } from 'constructs'
import { refuse } from './refuse.ts'

/** A Secret that somebody else fills. A literal is not possible: what is written in code is in Git. */
export class SecretSource {
  readonly name: string

  private constructor(name: string) {
    if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name) || name.length > 253)
      refuse('secret', 'the name of a Secret', 'the API server accepts it', name)
    this.name = name
  }

  /** A Secret that exists in the namespace. */
  static existing(name: string): SecretSource {
    return new SecretSource(name)
  }

  /** A Secret that the External Secrets operator fills from a store. */
  static external(scope: Construct, id: string, { name, store, keys, refreshInterval = '1h0m0s' }: ExternalSecretProps): SecretSource {
    if (Object.keys(keys).length === 0) refuse('keys', 'at least one key', 'the Secret holds something', 0)
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
    return new SecretSource(name)
  }

  /**
   * A Secret that the Sealed Secrets controller opens. Name and namespace are part of the seal: neither may change afterwards, not by kustomize or Flux either.
   */
  static sealed(scope: Construct, id: string, { name, namespace, encrypted }: SealedSecretProps): SecretSource {
    if (Object.keys(encrypted).length === 0) refuse('encrypted', 'at least one key', 'the Secret holds something', 0)
    const plain = Object.entries(encrypted).find(([, value]) => !/^Ag[A-Za-z0-9+/=]{100,}$/.test(value))
    if (plain) refuse(`encrypted.${plain[0]}`, 'what kubeseal wrote', 'no plain text comes into Git', `${plain[1].length} characters`)
    new ApiObject(scope, id, {
      apiVersion: 'bitnami.com/v1alpha1',
      kind: 'SealedSecret',
      metadata: { name, namespace },
      spec: { encryptedData: encrypted, template: { metadata: { name, namespace }, type: 'Opaque' } },
    })
    return new SecretSource(name)
  }

  /** One key of it, for an environment variable. */
  key(key: string): SecretKey {
    if (!/^[-._a-zA-Z0-9]+$/.test(key)) refuse('key', 'a key of a Secret', 'the API server accepts it', key)
    return { secret: this.name, key }
  }
}

export interface SecretKey {
  readonly secret: string
  readonly key: string
}

export interface ExternalSecretProps {
  readonly name: string
  /** @default kind ClusterSecretStore */
  readonly store: { readonly name: string; readonly kind?: 'SecretStore' | 'ClusterSecretStore' }
  /** Where in the store each key of the Secret comes from. */
  readonly keys: Readonly<Record<string, { readonly key: string; readonly property?: string }>>
  /** @default one hour */
  readonly refreshInterval?: string
}

export interface SealedSecretProps {
  readonly name: string
  readonly namespace: string
  /** By key, what `kubeseal` wrote. */
  readonly encrypted: Readonly<Record<string, string>>
}
