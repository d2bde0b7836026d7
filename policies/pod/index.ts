import { defineFamily } from '../../lib/rule/index.ts'
import sharedReadWriteOnce from './shared-read-write-once.ts'
import kubectlWithoutServiceAccount from './kubectl-without-service-account.ts'
import mutableImageTag from './mutable-image-tag.ts'

export default defineFamily('pod', [mutableImageTag, kubectlWithoutServiceAccount, sharedReadWriteOnce])
