import { Duration } from 'cdk8s'

/* Opinions, each with its reason. They are the ones that the policy `strict` asks for. */

/** A controller that restarts is back within minutes; a nightly job that starts at noon does harm. */
export const DEFAULT_STARTING_DEADLINE = Duration.minutes(10)

/** Long enough for most batch work, short enough that a hung run is gone before the next day. */
export const DEFAULT_ACTIVE_DEADLINE = Duration.hours(1)

/** Two retries outlast a node drain and a passing network fault; six (Kubernetes' default) hide a lasting one for hours. */
export const DEFAULT_RETRIES = 2

/** Enough to compare the last runs; each kept Job keeps its pods and their logs. */
export const DEFAULT_HISTORY = 3

/** The user of distroless images: no root, and no user of any node. */
export const DEFAULT_USER = 65532

/** What a small script takes. Requests decide where a pod fits, the memory limit what a leak can do. */
export const DEFAULT_RESOURCES = {
  requests: { cpu: '50m', memory: '64Mi' },
  limits: { memory: '256Mi' },
} as const

/** Two runs side by side do the work twice or against each other; what may run twice says so. */
export const DEFAULT_CONCURRENCY = 'Forbid'

/** The oldest Kubernetes that takes what the constructs emit: `podReplacementPolicy` exists from this version on. */
export const OLDEST_KUBERNETES = '1.28'
