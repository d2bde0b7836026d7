import { defineRule, type Violation } from '../../lib/rule/index.ts'
import { podOf, POD } from '../example.ts'

const MEANING = {
  hostNetwork: "sees and binds the node's network, past every NetworkPolicy",
  hostPID: 'sees and signals every process of the node',
  hostIPC: "shares the node's shared memory",
} as const

/** A pod in a namespace of its node is part of the node. */
export default defineRule({
  id: 'host-namespace',
  title: 'Pods live in namespaces of their own',
  level: 'warning',
  kinds: ['CronJob', 'Job'],
  patches: true,
  rationale: `
\`hostNetwork\`, \`hostPID\` and \`hostIPC\` take away the walls between a pod and its node. Maintenance of nodes needs them; other batch work does not, and baseline namespaces refuse it.`,
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline'],

  *check({ job: { pod } }): Generator<Violation> {
    for (const field of ['hostNetwork', 'hostPID', 'hostIPC'] as const)
      if (pod[field] === true) yield { at: `${pod.path}.${field}`, message: `the pod ${MEANING[field]}`, help: `remove ${field}` }
  },

  good: [
    { title: 'not the host', yaml: podOf('hostNetwork: false') },
    { title: 'nothing said', yaml: podOf('restartPolicy: Never') },
  ],
  bad: [
    { title: 'the network', at: `${POD}.hostNetwork`, yaml: podOf('hostNetwork: true') },
    { title: 'the processes', at: `${POD}.hostPID`, yaml: podOf('hostPID: true') },
  ],
})
