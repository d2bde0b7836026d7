import { refuse } from './refuse.ts'
import type { SecretKey, SecretSource } from './secret-source.ts'

/** What a message carries beside how the job ended. */
export interface NotifyOptions {
  /**
   * A text below each message, such as where the runbook is.
   *
   * @default none
   */
  readonly note?: string
}

export interface EmailProps extends NotifyOptions {
  /** Host of the SMTP server. */
  readonly server: string
  /**
   * Port of the SMTP server.
   *
   * @default 465 for tls, 587 for starttls, 25 for none
   */
  readonly port?: number
  /**
   * How the connection is kept private: from its first byte, from a command on, or not at all, which goes with a relay inside the cluster only.
   *
   * @default starttls
   */
  readonly security?: 'tls' | 'starttls' | 'none'
  /** Address of the sender. */
  readonly from: string
  /** Addresses of the recipients. */
  readonly to: readonly string[]
  /**
   * Secret with the keys `username` and `password`.
   *
   * @default the server asks for none
   */
  readonly credentials?: SecretSource
}

type Env = Readonly<Record<string, string | SecretKey>>

/**
 * Whom a job tells how it ended. Addresses that let their owner write there, and passwords, are secrets: they come by reference only.
 *
 * @example
 * import { Notify, SecretSource } from 'cronwright/constructs'
 *
 * Notify.slack(SecretSource.existing('slack').key('webhook-url'), { note: 'runbook: https://wiki.example.com/backups' })
 * Notify.webhook(SecretSource.existing('alerts').key('url'))
 * Notify.email({
 *   server: 'smtp.example.com',
 *   from: 'jobs@example.com',
 *   to: ['ops@example.com'],
 *   credentials: SecretSource.existing('smtp'),
 * })
 */
export class Notify {
  /** Variables of `report-outcome.sh`, without their prefix. */
  readonly settings: Env

  private constructor(settings: Env, { note }: NotifyOptions) {
    this.settings = { ...settings, ...(note === undefined ? {} : { NOTE: note }) }
  }

  /** An incoming webhook of Slack. */
  static slack(url: SecretKey, options: NotifyOptions = {}): Notify {
    return new Notify({ STYLE: 'slack', URL: url }, options)
  }

  /** Any address that takes `{"job", "status", "code", "step", "time", "note"}` as JSON by POST. */
  static webhook(url: SecretKey, options: NotifyOptions = {}): Notify {
    return new Notify({ STYLE: 'webhook', URL: url }, options)
  }

  /** A mail by SMTP. */
  static email({ server, security = 'starttls', port = PORTS[security], from, to, credentials, note }: EmailProps): Notify {
    if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/i.test(server)) refuse('server', 'a host name', 'there is somebody to send it', server)
    if (!Number.isInteger(port) || port < 1 || port > 65_535) refuse('port', 'from 1 to 65535', 'it can be reached', port)
    if (to.length === 0) refuse('to', 'at least one address', 'somebody reads it', 0)
    for (const [property, address] of [['from', from], ...to.map((one) => ['to', one])])
      if (!/^[^\s@<>,;"\\]+@[^\s@<>,;"\\]+$/.test(address))
        refuse(property, 'addresses such as ops@example.com', 'the server takes them', address)
    const settings: Env = {
      STYLE: 'email',
      URL: `${security === 'tls' ? 'smtps' : 'smtp'}://${server}:${port}`,
      ...(security === 'starttls' ? { TLS: '1' } : {}),
      FROM: from,
      TO: to.join(' '),
      ...(credentials ? { USERNAME: credentials.key('username'), PASSWORD: credentials.key('password') } : {}),
    }
    if (credentials && security === 'none')
      refuse('security', 'tls or starttls beside credentials', 'no password travels in plain text', security)
    return new Notify(settings, { note })
  }

  /**
   * The variables by which `report-outcome.sh` is told.
   *
   * @internal
   */
  env(prefix: 'ON_FAILURE' | 'ON_SUCCESS'): Env {
    return Object.fromEntries(Object.entries(this.settings).map(([name, value]) => [`${prefix}_${name}`, value]))
  }
}

const PORTS = { tls: 465, starttls: 587, none: 25 } as const
