import type { Level, Policy } from '../lib/rule/index.ts'
import rules from './api/index.ts'

/** What a real API server would say, and nothing else: the one policy that nobody should switch off. */
export const api: Policy = {
  name: 'api',
  levels: Object.fromEntries(rules.map((rule): [string, Level] => [rule.id, rule.level])),
}
