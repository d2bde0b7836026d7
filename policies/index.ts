import type { Policy, RegisteredRule } from '../lib/rule/index.ts'
import api from './api/index.ts'
import { api as apiPolicy } from './api.ts'
import gitops from './gitops/index.ts'
import lifecycle from './lifecycle/index.ts'
import overlap from './overlap/index.ts'
import pod from './pod/index.ts'
import { recommended } from './recommended.ts'
import schedule from './schedule/index.ts'
import scripts from './scripts/index.ts'
import secrets from './secrets/index.ts'
import { strict } from './strict.ts'

/** Every rule, family by family, in the order of the documentation. */
export const RULES: readonly RegisteredRule[] = [...api, ...schedule, ...overlap, ...lifecycle, ...pod, ...secrets, ...scripts, ...gitops]

/** Every policy by its name. */
export const POLICIES: Readonly<Record<string, Policy>> = { recommended, strict, api: apiPolicy }
