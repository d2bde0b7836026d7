import { defineFamily } from '../../lib/rule/index.ts'
import unresolvedVariable from './unresolved-variable.ts'
import missingErrexit from './missing-errexit.ts'
import missingPipefail from './missing-pipefail.ts'
import scriptOutlivesDeadline from './script-outlives-deadline.ts'
import shellSyntaxWithoutShell from './shell-syntax-without-shell.ts'
import shellcheck from './shellcheck.ts'
import shellInEnvValue from './shell-in-env-value.ts'

export default defineFamily('scripts', [
  shellInEnvValue,
  unresolvedVariable,
  missingErrexit,
  missingPipefail,
  shellSyntaxWithoutShell,
  scriptOutlivesDeadline,
  shellcheck,
])
