import { defineFamily } from '../../lib/rule/index.ts'
import mutableImageTag from './mutable-image-tag.ts'

export default defineFamily('pod', [mutableImageTag])
