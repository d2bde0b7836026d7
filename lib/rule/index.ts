export * from './rule.ts'
export * from './violation.ts'
