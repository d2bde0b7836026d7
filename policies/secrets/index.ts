import { defineFamily } from '../../lib/rule/index.ts'
import secretInCommandLine from './secret-in-command-line.ts'
import danglingReference from './dangling-reference.ts'
import secretInGit from './secret-in-git.ts'
import literalSecret from './literal-secret.ts'

export default defineFamily('secrets', [literalSecret, secretInGit, danglingReference, secretInCommandLine])
