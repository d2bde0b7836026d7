import { refuse } from './refuse.ts'

/** A Secret that somebody else fills. A literal is not possible: what is written in code is in Git. */
export class SecretSource {
  readonly name: string

  private constructor(name: string) {
    if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name) || name.length > 253) refuse('secret', 'the name of a Secret', 'the API server accepts it', name)
    this.name = name
  }

  /** A Secret that exists in the namespace. */
  static existing(name: string): SecretSource {
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
