import type { JobContainer, Mount } from './container-spec.ts'
import { refuse } from './refuse.ts'

/** For whom backups are encrypted. Only public keys are in the cluster, so that who breaks in reads no older backup. */
export type Encryption =
  | {
      readonly tool: 'age'
      /** Public keys: `age1…`. */
      readonly recipients: readonly string[]
      /** Image with `age` and `sh`; age has no official one, so it is yours to name. */
      readonly image: string
    }
  | {
      readonly tool: 'gpg'
      /** Public keys in armour, as `gpg --armor --export` writes them. */
      readonly publicKeys: string
      /**
       * Image with `gpg` and `sh`.
       *
       * @default buildpack-deps:bookworm-curl
       */
      readonly image?: string
    }

export const DEFAULT_GPG_IMAGE = 'buildpack-deps:bookworm-curl'

/** File of the public keys among the scripts. */
export const GPG_KEYS_FILE = 'recipients.asc'

/** The stage that encrypts what the stages before it left in `/backup`. */
export function encryptStage(encryption: Encryption, mounts: readonly Mount[]): JobContainer {
  check(encryption)
  const stage = { name: 'encrypt', command: ['sh', '/scripts/encrypt-backup.sh'], mounts }
  if (encryption.tool === 'age')
    return { ...stage, image: encryption.image, env: { ENCRYPTION: 'age', AGE_RECIPIENTS: encryption.recipients.join(' ') } }
  return {
    ...stage,
    image: encryption.image ?? DEFAULT_GPG_IMAGE,
    env: { ENCRYPTION: 'gpg', GPG_PUBLIC_KEYS: `/scripts/${GPG_KEYS_FILE}` },
  }
}

function check(encryption: Encryption): void {
  if (encryption.tool === 'age') {
    if (encryption.recipients.length === 0) refuse('encryption.recipients', 'at least one public key', 'somebody can read the backups', 0)
    const secret = encryption.recipients.find((recipient) => !/^age1[0-9a-z]{20,}$/.test(recipient))
    if (secret !== undefined)
      refuse('encryption.recipients', 'public keys that begin with age1', 'no private key comes into Git', `${secret.slice(0, 4)}…`)
  } else if (!encryption.publicKeys.startsWith('-----BEGIN PGP PUBLIC KEY BLOCK-----')) {
    refuse('encryption.publicKeys', 'public keys in armour', 'no private key comes into Git', `${encryption.publicKeys.slice(0, 30)}…`)
  }
}
