import { defineFamily } from '../../lib/rule/index.ts'

export default defineFamily('schedule', [])
