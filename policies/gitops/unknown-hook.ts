import { defineRule, type Violation } from '../../lib/rule/index.ts'
import { HOOK, HOOK_DELETE_POLICY, listed } from './delivered.ts'
import { jobWith } from './example.ts'

const KNOWN: Readonly<Record<string, readonly string[]>> = {
  [HOOK]: ['PreSync', 'Sync', 'PostSync', 'SyncFail', 'Skip', 'PreDelete', 'PostDelete'],
  [HOOK_DELETE_POLICY]: ['HookSucceeded', 'HookFailed', 'BeforeHookCreation'],
}

/** Argo CD drops what it does not know, and the hook is none. */
export default defineRule({
  id: 'unknown-hook',
  title: 'Every hook annotation has a value that Argo CD knows',
  level: 'error',
  kinds: ['CronJob', 'Job'],
  patches: true,
  rationale: `
Argo CD drops a value that it does not know without a word. A Job with \`hook: Presync\` is then no hook but an ordinary object: applied with everything else, never deleted and, because its template
is immutable, refused at the next change. An unknown delete policy leaves the default, BeforeHookCreation.`,
  references: ['https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/'],

  *check({ annotations }): Generator<Violation> {
    for (const [annotation, known] of Object.entries(KNOWN)) {
      const wrong = listed(annotations[annotation]).find((value) => !known.includes(value))
      if (wrong === undefined) continue
      const meant = known.find((value) => plain(value) === plain(wrong))
      yield {
        at: `metadata.annotations[${annotation}]`,
        message: `unknown ${annotation === HOOK ? 'hook' : 'delete policy'} '${wrong}': Argo CD drops it silently`,
        help: meant === undefined ? `it is one of ${known.join(', ')}` : `did you mean '${meant}'?`,
      }
    }
  },

  good: [
    { title: 'two hooks', yaml: jobWith('annotations: {argocd.argoproj.io/hook: "PreSync, PostSync"}') },
    {
      title: 'a delete policy',
      yaml: jobWith('annotations: {argocd.argoproj.io/hook: Sync, argocd.argoproj.io/hook-delete-policy: HookSucceeded}'),
    },
    { title: "Helm's own words", yaml: jobWith('annotations: {helm.sh/hook: pre-install}') },
  ],
  bad: [
    { title: 'another case', at: `metadata.annotations[${HOOK}]`, yaml: jobWith('annotations: {argocd.argoproj.io/hook: Presync}') },
    {
      title: 'no such policy',
      at: `metadata.annotations[${HOOK_DELETE_POLICY}]`,
      yaml: jobWith('annotations: {argocd.argoproj.io/hook: Sync, argocd.argoproj.io/hook-delete-policy: OnSuccess}'),
    },
  ],
})

/** `pre-sync`, `Presync` and `PreSync` are meant alike. */
function plain(value: string): string {
  return value.toLowerCase().replace(/[^a-z]/g, '')
}
