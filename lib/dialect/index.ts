export { contradictionOf } from './contradiction.ts'
export { readTimeClaim, type TimeClaim } from './time-claim.ts'
export { diagnoseExpression } from './diagnose.ts'
export type { Diagnosis, Dialect } from './diagnosis.ts'
