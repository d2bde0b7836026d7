export * from './workload.ts'
export * from './cluster.ts'
export * from './read-workload.ts'
