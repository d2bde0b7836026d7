import { defineFamily } from '../../lib/rule/index.ts'
import externalSecretV1beta1 from './external-secret-v1beta1.ts'
import fluxBlanksShellVariable from './flux-blanks-shell-variable.ts'
import generateNameInGit from './generate-name-in-git.ts'
import immutableJobInGit from './immutable-job-in-git.ts'
import missingNamespace from './missing-namespace.ts'
import missingOwner from './missing-owner.ts'
import queueLabelOnCronjob from './queue-label-on-cronjob.ts'
import queuedForbidWithoutBound from './queued-forbid-without-bound.ts'
import replaceWithoutForce from './replace-without-force.ts'
import sealedSecretRenamed from './sealed-secret-renamed.ts'
import suspendNotDeclared from './suspend-not-declared.ts'
import trackedChildJobs from './tracked-child-jobs.ts'
import ttlRecreatesJob from './ttl-recreates-job.ts'
import unknownHook from './unknown-hook.ts'

export default defineFamily('gitops', [
  immutableJobInGit,
  replaceWithoutForce,
  ttlRecreatesJob,
  generateNameInGit,
  unknownHook,
  trackedChildJobs,
  suspendNotDeclared,
  missingNamespace,
  sealedSecretRenamed,
  externalSecretV1beta1,
  fluxBlanksShellVariable,
  queueLabelOnCronjob,
  queuedForbidWithoutBound,
  missingOwner,
])
