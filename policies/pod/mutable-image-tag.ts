import { defineRule, type Violation } from '../../lib/rule/index.ts'

/** Tags that every registry moves. */
const MOVING = new Set(['latest', 'main', 'master', 'edge', 'nightly', 'dev', 'develop', 'stable', 'head', 'canary', 'snapshot'])

/** Tonight's run may be another program than last night's. */
export default defineRule({
  id: 'mutable-image-tag',
  title: 'Every image names a version that stays what it is',
  level: 'warning',
  kinds: ['CronJob', 'Job'],
  patches: true,
  rationale: `
An image without a tag means \`latest\`, and \`latest\`, \`main\` or \`stable\` mean something else tomorrow. A scheduled job starts a new pod each time, so it
picks up whatever was pushed in between, on each node a different one, and a rollback in Git does not bring the old program back.`,
  references: ['https://kubernetes.io/docs/concepts/containers/images/#image-names'],

  *check({ job }): Generator<Violation> {
    for (const container of [...job.pod.initContainers, ...job.pod.containers]) {
      const { image } = container
      if (image === undefined || image === '' || image.includes('@')) continue
      const tag = tagOf(image)
      if (tag !== undefined && !MOVING.has(tag.toLowerCase())) continue
      yield {
        at: `${container.path}.image`,
        message:
          tag === undefined
            ? `image '${image}' has no tag, which means latest: each run may be another program`
            : `image tag '${tag}' moves: each run may be another program`,
        help: 'name a version, or a digest',
      }
    }
  },

  good: [
    { title: 'a version', yaml: image('registry.example.com:5000/team/report:2.4.1') },
    { title: 'a digest', yaml: image(`busybox@sha256:${'1f0e'.repeat(16)}`) },
    { title: 'a version that is filled in later', yaml: image('registry.example.com/report:${TAG}') },
  ],
  bad: [
    { title: 'no tag', at: 'spec.jobTemplate.spec.template.spec.containers[0].image', yaml: image('postgres') },
    {
      title: 'a port is no tag',
      at: 'spec.jobTemplate.spec.template.spec.containers[0].image',
      yaml: image('registry.example.com:5000/report'),
    },
    { title: 'latest', at: 'spec.jobTemplate.spec.template.spec.containers[0].image', yaml: image('registry.example.com/report:latest') },
  ],
})

/** What stands behind the last colon of the last path segment. */
function tagOf(image: string): string | undefined {
  const name = image.slice(image.lastIndexOf('/') + 1)
  const colon = name.indexOf(':')
  return colon < 0 ? undefined : name.slice(colon + 1)
}

function image(name: string): string {
  return `spec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          containers:\n            - name: report\n              image: ${name}\n`
}
