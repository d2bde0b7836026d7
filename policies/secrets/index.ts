import { defineFamily } from '../../lib/rule/index.ts'
import literalSecret from './literal-secret.ts'

export default defineFamily('secrets', [literalSecret])
