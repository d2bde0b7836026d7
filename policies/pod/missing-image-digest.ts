import { defineRule, type Violation } from '../../lib/rule/index.ts'
import { containerOf, POD } from '../example.ts'

/** Tags can be pushed again; a digest is the program itself. */
export default defineRule({
  id: 'missing-image-digest',
  title: 'Every image is named by its digest',
  level: 'note',
  kinds: ['CronJob', 'Job'],
  patches: true,
  rationale: `
Any tag can be pushed again, versions too. A digest (\`@sha256:…\`) is the content itself: every run is the same program, and a signature holds for exactly it. By choice only: it takes a tool that keeps
digests up to date.`,
  references: ['https://kubernetes.io/docs/concepts/containers/images/#image-names'],

  *check({ job: { pod } }): Generator<Violation> {
    for (const { path, image } of [...pod.initContainers, ...pod.containers]) {
      if (image === undefined || image === '' || image.includes('@sha256:')) continue
      yield { at: `${path}.image`, message: `image '${image}' has no digest`, help: 'add @sha256:… and let a tool keep it up to date' }
    }
  },

  good: [
    { title: 'a digest', yaml: containerOf(`image: busybox@sha256:${'1f0e'.repeat(16)}`) },
    { title: 'a version and a digest', yaml: containerOf(`image: busybox:1.36@sha256:${'1f0e'.repeat(16)}`) },
  ],
  bad: [{ title: 'a version alone', at: `${POD}.containers[0].image`, yaml: containerOf('image: busybox:1.36') }],
})
