export { contradictionOf } from './contradiction.ts'
export { readTimeClaim, type TimeClaim } from './time-claim.ts'
