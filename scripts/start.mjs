// npm start: sets up, synthesizes the charts, lints what they wrote, then shows the linter on manifests with faults.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root, setUp } from './setup.mjs'

setUp()

const node = process.execPath
const cronwright = ['dist/cli.cjs', 'lint']

heading('Synthesizing the charts (npx cdk8s synth)')
run([join(root, 'node_modules/cdk8s-cli/bin/cdk8s'), 'synth'], 0)

heading('Linting what they wrote, under the strictest policy (cronwright lint synth --policy strict)')
run([...cronwright, 'synth', '--policy', 'strict'], 0)

heading('Linting manifests with common faults (cronwright lint examples/common-faults)')
run([...cronwright, 'examples/common-faults'], 1)

console.log(`
Try next:  node dist/cli.cjs lint <a folder with your manifests>      (node dist/cli.cjs explain unknown-field tells more about a finding)`)

function heading(text) {
  console.log(`\n— ${text}\n`)
}

/** Runs a command of ours; any other exit code than the expected one ends the tour. */
function run(args, expected) {
  const { status } = spawnSync(node, args, { cwd: root, stdio: 'inherit', env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' } })
  if (status === expected) return
  console.error(`\n${args.join(' ')} ended with ${status}, ${expected} was expected`)
  process.exit(1)
}
