import { defineFamily } from '../../lib/rule/index.ts'
import secretInCommandLine from './secret-in-command-line.ts'
import literalSecret from './literal-secret.ts'

export default defineFamily('secrets', [literalSecret, secretInCommandLine])
