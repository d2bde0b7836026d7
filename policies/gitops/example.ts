/** A pod of one container. */
export const TEMPLATE = 'template: {spec: {restartPolicy: Never, containers: [{name: a, image: "registry.example.com/a:1"}]}}'

/** A Job with these lines in its metadata, and these in its spec. */
export function jobWith(metadata: string, spec = TEMPLATE): string {
  return `apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: migrate\n${indented(metadata)}spec:\n${indented(spec)}`
}

/** An Argo CD Application. */
export const APPLICATION =
  'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: orders}\nspec: {source: {repoURL: "https://git.example.com/shop", path: .}}\n---\n'

/** A Flux Kustomization with this spec. */
export function fluxWith(spec: string): string {
  return `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: orders, namespace: flux-system}\nspec: {${spec}}\n---\n`
}

function indented(text: string): string {
  return text === '' ? '' : `${text.replace(/^/gm, '  ')}\n`
}
