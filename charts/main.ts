import { App } from 'cdk8s'
import { Backups } from './backups.ts'
import { Batch } from './batch.ts'
import { Data } from './data.ts'
import { Jobs } from './jobs.ts'
import { Upkeep } from './upkeep.ts'

// construct-metadata.json beside the manifests is no manifest, and Argo CD would read it as one.
const app = new App({ recordConstructMetadata: false })
new Backups(app, 'backups', { namespace: 'shop', disableResourceNameHashes: true })
new Batch(app, 'batch', { namespace: 'batch-processing', disableResourceNameHashes: true })
new Data(app, 'data', { namespace: 'data', disableResourceNameHashes: true })
new Jobs(app, 'jobs', { namespace: 'shop', disableResourceNameHashes: true })
new Upkeep(app, 'upkeep', { namespace: 'shop', disableResourceNameHashes: true })
app.synth()
