import { runBundle } from './run-bundle.ts'

runBundle('judge-worker')
