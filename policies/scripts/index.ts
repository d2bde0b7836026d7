import { defineFamily } from '../../lib/rule/index.ts'
import unresolvedVariable from './unresolved-variable.ts'
import shellInEnvValue from './shell-in-env-value.ts'

export default defineFamily('scripts', [shellInEnvValue, unresolvedVariable])
