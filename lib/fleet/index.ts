export * from './workload.ts'
export * from './cluster.ts'
