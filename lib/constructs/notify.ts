import type { SecretKey } from './secret-source.ts'

/** Whom a job tells how it ended. The address is a secret: who has it can write there. */
export class Notify {
  readonly style: 'slack' | 'webhook'
  readonly url: SecretKey

  private constructor(style: 'slack' | 'webhook', url: SecretKey) {
    this.style = style
    this.url = url
  }

  /** An incoming webhook of Slack. */
  static slack(url: SecretKey): Notify {
    return new Notify('slack', url)
  }

  /** Any address that takes `{"job", "status", "code", "time"}` as JSON by POST. */
  static webhook(url: SecretKey): Notify {
    return new Notify('webhook', url)
  }
}
