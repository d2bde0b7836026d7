import { defineFamily } from '../../lib/rule/index.ts'

export default defineFamily('pod', [])
