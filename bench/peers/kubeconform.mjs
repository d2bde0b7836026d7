// Installs kubeconform, by Go's own client, into a folder beside this file and prints where it is. `bench/fleet.mjs` finds it there.
//   node bench/peers/kubeconform.mjs
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'

const MODULE = 'github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0'
const folder = fileURLToPath(new URL('./bin/kubeconform', import.meta.url))

/** The installed program, or `KUBECONFORM` of the environment; `undefined` where there is neither. */
export function findKubeconform() {
  const installed = `${folder}/kubeconform`
  return process.env.KUBECONFORM ?? (existsSync(installed) ? installed : undefined)
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  execFileSync('go', ['install', MODULE], { stdio: 'inherit', env: { ...process.env, GOBIN: folder } })
  console.log(findKubeconform())
}
