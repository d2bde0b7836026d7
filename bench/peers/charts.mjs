// What other linters of manifests say of the synthesized charts, unsuppressed: node bench/peers/charts.mjs
// Installs them beside this file (kube-score and kube-linter by Go's own client, checkov by pip; polaris is taken from the path), runs them,
// and counts their remarks by check. A check that docs/peers.md does not name with a reason ends this with 1; so does a peer that cannot be run, unless docs/peers.md says that it was not measured.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { build, root } from '../../scripts/setup.mjs'

const bin = join(root, 'bench/peers/bin')
const charts = mkdtempSync(join(tmpdir(), 'cronwright-charts-'))
build()
execFileSync(process.execPath, [join(root, 'node_modules/cdk8s-cli/bin/cdk8s'), 'synth', '--output', charts], {
  cwd: root,
  stdio: 'ignore',
  env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' },
})
const files = readdirSync(charts).map((file) => join(charts, file))

/** Runs a program; what these linters find makes their status another one than 0. */
function output(program, args) {
  const { stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 256 * 2 ** 20 })
  if (error) throw error
  if (stdout.trim() === '') throw new Error(stderr.trim().split('\n').at(-1))
  return stdout
}

function goProgram(name, module) {
  const program = join(bin, name)
  if (!existsSync(program))
    execFileSync('go', ['install', module], { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, GOBIN: bin, CGO_ENABLED: '0' } })
  return program
}

function onPath(name) {
  const folder = (process.env.PATH ?? '').split(delimiter).find((one) => existsSync(join(one, name)))
  if (folder === undefined) throw new Error(`${name} is not on the path`)
  return join(folder, name)
}

/** Each peer: the checks that its remarks belong to, one entry a remark. */
const PEERS = {
  'kube-score': () =>
    JSON.parse(
      output(goProgram('kube-score', 'github.com/zegl/kube-score/cmd/kube-score@v1.20.0'), ['score', '--output-format', 'json', ...files]),
    ).flatMap(({ checks }) =>
      checks
        .filter(({ grade, skipped }) => grade < 10 && !skipped)
        .flatMap(({ check, comments }) => (comments ?? [{}]).map(() => check.id)),
    ),
  'kube-linter': () =>
    (
      JSON.parse(
        output(goProgram('kube-linter', 'golang.stackrox.io/kube-linter/cmd/kube-linter@v0.7.6'), ['lint', '--format', 'json', charts]),
      ).Reports ?? []
    ).map(({ Check }) => Check),
  polaris: () =>
    JSON.parse(output(onPath('polaris'), ['audit', '--audit-path', charts, '--format', 'json'])).Results.flatMap(({ Results, PodResult }) =>
      [Results, PodResult?.Results, ...(PodResult?.ContainerResults ?? []).map((one) => one.Results)].flatMap((results) =>
        Object.values(results ?? {}).flatMap(({ ID, Success }) => (Success ? [] : [ID])),
      ),
    ),
  checkov: () => {
    const venv = join(bin, 'checkov')
    if (!existsSync(join(venv, 'bin/checkov'))) {
      execFileSync('python3', ['-m', 'venv', venv])
      execFileSync(join(venv, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', 'checkov==3.3.30'], {
        stdio: ['ignore', 'ignore', 'inherit'],
      })
    }
    const reports = JSON.parse(
      output(join(venv, 'bin/checkov'), ['--directory', charts, '--framework', 'kubernetes', '--quiet', '--output', 'json']),
    )
    return [reports].flat().flatMap(({ results }) => results.failed_checks.map(({ check_id }) => check_id))
  },
}

const page = readFileSync(join(root, 'docs/peers.md'), 'utf8')
let faults = 0
for (const [peer, run] of Object.entries(PEERS)) {
  let remarks
  try {
    remarks = run()
  } catch (error) {
    const expected = page.includes(`- ${peer}: not measured`)
    console.log(`${peer}: cannot be run (${String(error.message).split('\n')[0]})${expected ? '' : ' and docs/peers.md says that it was'}`)
    if (!expected) faults += 1
    continue
  }
  const counts = new Map()
  for (const check of remarks) counts.set(check, (counts.get(check) ?? 0) + 1)
  console.log(`${peer}: ${remarks.length} remarks of ${counts.size} checks`)
  for (const [check, count] of [...counts].sort((a, b) => b[1] - a[1])) {
    const reason = new RegExp(`\\| ${peer} +\\| \`${check}\` +\\|`).test(page)
    console.log(`  ${String(count).padStart(4)} ${check}${reason ? '' : '  <- docs/peers.md has no reason for it'}`)
    if (!reason) faults += 1
  }
}
process.exit(faults === 0 ? 0 : 1)
