import { defineFamily } from '../../lib/rule/index.ts'
import addedCapabilities from './added-capabilities.ts'
import hostNamespace from './host-namespace.ts'
import hostPathVolume from './host-path-volume.ts'
import kubectlWithoutServiceAccount from './kubectl-without-service-account.ts'
import lostOutput from './lost-output.ts'
import missingImageDigest from './missing-image-digest.ts'
import missingResources from './missing-resources.ts'
import missingSeccompProfile from './missing-seccomp-profile.ts'
import mountedServiceAccountToken from './mounted-service-account-token.ts'
import mutableImageTag from './mutable-image-tag.ts'
import privilegedContainer from './privileged-container.ts'
import probeOnBatchPod from './probe-on-batch-pod.ts'
import runsAsRoot from './runs-as-root.ts'
import serviceSelectsJobPods from './service-selects-job-pods.ts'
import sharedReadWriteOnce from './shared-read-write-once.ts'
import writableRootFilesystem from './writable-root-filesystem.ts'

export default defineFamily('pod', [
  mutableImageTag,
  missingResources,
  runsAsRoot,
  privilegedContainer,
  writableRootFilesystem,
  missingSeccompProfile,
  addedCapabilities,
  hostNamespace,
  hostPathVolume,
  mountedServiceAccountToken,
  kubectlWithoutServiceAccount,
  probeOnBatchPod,
  lostOutput,
  sharedReadWriteOnce,
  serviceSelectsJobPods,
  missingImageDigest,
])
