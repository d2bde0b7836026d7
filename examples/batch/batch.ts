import { App, Chart } from 'cdk8s'
import { BatchSystem, Schedule, Script } from 'cronwright/constructs'

const app = new App({ recordConstructMetadata: false })
const chart = new Chart(app, 'batch-processing', { namespace: 'batch-processing', disableResourceNameHashes: true })

new BatchSystem(chart, 'images', {
  name: 'images',
  owner: 'team-data',
  namespace: { labels: { purpose: 'batch-processing', environment: 'production' } },
  // A Job cannot change: the next batch has another name.
  batch: 'images-2026-11',
  worker: {
    name: 'resize',
    image: 'registry.example.com/images/resize:2.1.0',
    script: Script.file(new URL('process.sh', import.meta.url)),
    resources: { requests: { cpu: '250m', memory: '128Mi' }, limits: { memory: '256Mi' } },
  },
  chunks: 20,
  workers: 5,
  retries: 3,
  results: { size: '5Gi', storageClass: 'shared' },
  logs: { size: '2Gi', storageClass: 'shared' },
  cleanup: { schedule: Schedule.every('4h'), keepBatches: 50 },
})

app.synth()
