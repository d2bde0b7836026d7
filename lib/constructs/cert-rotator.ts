import { Duration } from 'cdk8s'
import { Construct } from 'constructs'
import { API_ACCESS, API_MOUNT, grant } from './api-access.ts'
import type { CommonJobProps } from './backup-cron-job.ts'
import type { JobContainer } from './container-spec.ts'
import { refuse } from './refuse.ts'
import { ScheduledJob } from './scheduled-job.ts'
import { scriptsConfigMap } from './script.ts'
import type { SecretSource } from './secret-source.ts'
import { DEFAULT_CURL_IMAGE } from './wrap.ts'

export interface RotatedCertificate {
  /** The Secret with `tls.crt` and `tls.key`. It must exist: the first certificate is not made here. */
  readonly secret: SecretSource
  /**
   * Deployments that mount it, and start anew when it is renewed.
   *
   * @default none
   */
  readonly restart?: readonly string[]
}

export interface CertRotatorProps extends CommonJobProps {
  /** The certificates that are watched. Nothing but these Secrets and their Deployments can be read or changed by the job. */
  readonly certificates: readonly RotatedCertificate[]
  /**
   * How long before its end a certificate is renewed. Several runs should fall into it, so that one failed run loses nothing.
   *
   * @default 30 days
   */
  readonly renewBefore?: Duration
  /**
   * The Secret of the certificate authority, with `tls.crt` and `tls.key`, by which OpenSSL signs. Either this or `renewer`.
   *
   * @default none: a renewer is given
   */
  readonly authority?: SecretSource
  /**
   * How long a certificate lasts that the authority signs.
   *
   * @default 90 days
   */
  readonly validity?: Duration
  /**
   * A program of your own that renews, once for each certificate that is due: it gets `SECRET` and `OLD_CERT` and writes the files `NEW_CERT` and `NEW_KEY`. What it writes is
   * accepted only for the same names, with its own key, and when it is not due again at once.
   *
   * @default none: an authority is given
   */
  readonly renewer?: Pick<JobContainer, 'command' | 'env'> & {
    /** Image with the program, `sh` and `openssl`. */
    readonly image: string
  }
  /**
   * Image with `sh` and `openssl` for the authority.
   *
   * @default alpine/openssl:3.5.4
   */
  readonly opensslImage?: string
}

/**
 * Renews certificates before they end, changes just the named Secrets, and restarts the Deployments that mount them.
 *
 * @example
 * import { App, Chart } from 'cdk8s'
 * import { CertRotator, Schedule, SecretSource } from 'cronwright/constructs'
 *
 * const app = new App()
 * const chart = new Chart(app, 'shop', { namespace: 'shop', disableResourceNameHashes: true })
 * new CertRotator(chart, 'certificates', {
 *   name: 'certificate-rotation',
 *   schedule: Schedule.weekly({ on: 'sunday', at: '00:30' }),
 *   certificates: [{ secret: SecretSource.existing('shop-tls'), restart: ['shop'] }],
 *   authority: SecretSource.existing('shop-authority'),
 * })
 * app.synth()
 */
export class CertRotator extends Construct {
  readonly job: ScheduledJob

  constructor(scope: Construct, id: string, props: CertRotatorProps) {
    super(scope, id)
    const { certificates, renewBefore = Duration.days(30), authority, renewer, curlImage = DEFAULT_CURL_IMAGE } = props
    check(props, renewBefore)
    const scripts = scriptsConfigMap(this, 'scripts', `${props.name ?? id}-scripts`, [
      'call-api.sh',
      'fetch-certificates.sh',
      'renew-certificates.sh',
      'sign-certificate.sh',
      'update-certificates.sh',
    ])
    const secrets = certificates.map(({ secret }) => secret.name)
    const restarts = certificates.flatMap(({ secret, restart = [] }) => restart.map((deployment) => `${secret.name}:${deployment}`))
    const mounts = [
      { volume: 'scripts', path: '/scripts', readOnly: true },
      { volume: 'work', path: '/work' },
      { volume: 'tmp', path: '/tmp' },
    ]
    const env = { WORK_DIR: '/work', SECRETS: secrets.join(' ') }
    this.job = new ScheduledJob(this, 'rotation', {
      ...props,
      stages: [
        { name: 'fetch', image: curlImage, command: ['sh', '/scripts/fetch-certificates.sh'], env, mounts: [...mounts, API_MOUNT] },
        {
          name: 'renew',
          image: renewer?.image ?? props.opensslImage ?? 'alpine/openssl:3.5.4',
          command: ['sh', '/scripts/renew-certificates.sh', ...(renewer?.command ?? ['sh', '/scripts/sign-certificate.sh'])],
          env: {
            ...renewer?.env,
            WORK_DIR: '/work',
            RENEW_BEFORE_DAYS: String(Math.floor(renewBefore.toDays({ integral: false }))),
            ...(authority ? { CA_DIR: '/authority', VALID_DAYS: String(validDays(props)) } : {}),
          },
          mounts: [...mounts, ...(authority ? [{ volume: 'authority', path: '/authority', readOnly: true }] : [])],
        },
      ],
      containers: [
        {
          name: 'update',
          image: curlImage,
          command: ['sh', '/scripts/update-certificates.sh'],
          env: { ...env, ...(restarts.length > 0 ? { RESTART: restarts.join(' ') } : {}) },
          mounts: [...mounts, API_MOUNT],
        },
      ],
      volumes: {
        scripts: { configMap: { name: scripts.name, defaultMode: 0o444 } },
        // Private keys: in memory alone.
        work: { emptyDir: { medium: 'Memory', sizeLimit: '16Mi' } },
        tmp: { emptyDir: { medium: 'Memory', sizeLimit: '16Mi' } },
        'api-access': API_ACCESS,
        ...(authority ? { authority: { secret: { secretName: authority.name, defaultMode: 0o440 } } } : {}),
      },
    })
    const deployments = [...new Set(certificates.flatMap(({ restart = [] }) => restart))]
    grant(this, `${this.job.cronJob.name}-rights`, this.job.serviceAccount, [
      { apiGroups: [''], resources: ['secrets'], resourceNames: secrets, verbs: ['get', 'patch'] },
      ...(deployments.length > 0
        ? [{ apiGroups: ['apps'], resources: ['deployments'], resourceNames: deployments, verbs: ['patch'] }]
        : []),
    ])
  }
}

function validDays({ validity = Duration.days(90) }: CertRotatorProps): number {
  return Math.floor(validity.toDays({ integral: false }))
}

function check(props: CertRotatorProps, renewBefore: Duration): void {
  const { certificates, authority, renewer } = props
  if (certificates.length === 0) refuse('certificates', 'at least one Secret', 'there is something to renew', 0)
  const names = certificates.map(({ secret }) => secret.name)
  const fleeting = [...certificates.map(({ secret }) => secret), ...(authority ? [authority] : [])].find(
    ({ providerClass }) => providerClass !== undefined,
  )
  if (fleeting)
    refuse(
      'certificates and authority',
      'Secrets that stay',
      'they are there to be read and changed: one of the CSI driver is gone with its pod',
      fleeting.name,
    )
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) refuse('certificates', 'each Secret once', 'it is renewed once', twice)
  for (const deployment of certificates.flatMap(({ restart = [] }) => restart))
    if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(deployment))
      refuse('restart', 'names of Deployments', 'the API server finds them', deployment)
  if (renewBefore.toSeconds() < 86_400)
    refuse('renewBefore', 'at least 1 day', 'a run that fails is made up for before the certificate ends', renewBefore)
  if ((authority === undefined) === (renewer === undefined))
    refuse('authority', 'given, or a renewer, not both', 'it is clear who renews', authority?.name ?? 'neither')
  if (renewer && renewer.command === undefined) refuse('renewer.command', 'given', 'the script that checks its work can run it', undefined)
  if (authority && validDays(props) * 86_400 <= renewBefore.toSeconds())
    refuse(
      'validity',
      `more than renewBefore (${renewBefore.toSeconds()} seconds)`,
      'a new certificate is not due again at once',
      props.validity,
    )
}
