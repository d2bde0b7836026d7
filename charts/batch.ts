import { Chart, type ChartProps } from 'cdk8s'
import type { Construct } from 'constructs'
import { BatchSystem, Schedule, Script } from '../lib/constructs/index.ts'

/** A batch system of its own: namespace, claims, workers over chunks, clean-up and quota. */
export class Batch extends Chart {
  constructor(scope: Construct, id: string, props?: ChartProps) {
    super(scope, id, props)

    new BatchSystem(this, 'images', {
      name: 'images',
      owner: 'team-data',
      namespace: { labels: { purpose: 'batch-processing', environment: 'production' } },
      batch: 'images-2026-11',
      worker: {
        name: 'resize',
        image: 'registry.example.com/images/resize:2.1.0',
        script: Script.text('resize --part "$CHUNK" --of "$CHUNKS" --scratch "$WORK_DIR"\n'),
        resources: { requests: { cpu: '250m', memory: '128Mi' }, limits: { memory: '256Mi' } },
      },
      chunks: 20,
      workers: 5,
      retries: 3,
      results: { size: '5Gi', storageClass: 'shared' },
      logs: { size: '2Gi', storageClass: 'shared' },
      cleanup: { schedule: Schedule.every('4h'), keepBatches: 50 },
    })
  }
}
