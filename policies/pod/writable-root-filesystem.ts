import { defineRule, type Violation } from '../../lib/rule/index.ts'
import { containerOf, POD } from '../example.ts'

/** What can write its own program can be made to run another. */
export default defineRule({
  id: 'writable-root-filesystem',
  title: 'The root file system of a container is read-only',
  level: 'note',
  kinds: ['CronJob', 'Job'],
  rationale: `
With \`readOnlyRootFilesystem: true\` a program writes only where a volume says so: nothing of it is replaced, and what it leaves behind is where somebody meant it to be. A batch job
needs an emptyDir at /tmp at most.`,
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],

  *check({ job: { pod } }): Generator<Violation> {
    for (const { path, name, securityContext } of [...pod.initContainers, ...pod.containers]) {
      if (securityContext?.readOnlyRootFilesystem === true) continue
      yield {
        at: `${path}.securityContext.readOnlyRootFilesystem`,
        message: `container '${name}' can write its own root file system`,
        help: 'set readOnlyRootFilesystem: true and mount an emptyDir where it writes',
      }
    }
  },

  good: [
    { title: 'read-only', yaml: containerOf('securityContext: {readOnlyRootFilesystem: true}') },
    {
      title: 'read-only with a place to write',
      yaml: containerOf('securityContext: {readOnlyRootFilesystem: true}', 'volumeMounts: [{name: tmp, mountPath: /tmp}]'),
    },
  ],
  bad: [
    { title: 'nothing said', at: `${POD}.containers[0].securityContext.readOnlyRootFilesystem`, yaml: containerOf('image: report:1.0') },
  ],
})
