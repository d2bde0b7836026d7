// npm runs this after an install of the repository and before packing it, also when a Git URL is installed (as pre-commit does): it builds dist/.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build, root } from './setup.mjs'

if (existsSync(join(root, 'node_modules/typescript'))) build()
