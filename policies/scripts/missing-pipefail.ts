import { scriptsOf } from '../../lib/fleet/index.ts'
import { defineRule, type FleetViolation } from '../../lib/rule/index.ts'
import { hasOption, readCommands, type ShellCommand } from '../../lib/script/index.ts'
import { containerOf, POD } from '../example.ts'

/** Programs whose output is the point: when they fail, what follows gets nothing, or half of it. */
const SOURCE =
  /^(?:\w+=\S*\s+)*(?:\S*\/)?(?:(?:pg_dump(?:all)?|mysqldump|mariadb-dump|mongodump|influxd?\s+backup|redis-cli|sqlite3|psql|mysql|etcdctl|curl|wget|gpg|openssl|restic|gunzip|zcat|zstdcat)(?=\s|$)|tar\s+(?:-?\w*c|--create)|aws\s+s3\s+cp|kubectl\s+(?:exec|get|logs)|rclone\s+cat|(?:docker|crane)\s+export)/
const KEEPS =
  /^(?:\S*\/)?(?:gzip|pigz|bzip2|xz|zstd|lz4|openssl|gpg|age|aws|gsutil|gcloud|az|rclone|mc|restic|split|tar|psql|mysql|mariadb|mongorestore|kubectl|sh|bash|python3?|tee|cat|dd|s3cmd|curl|pg_restore)(?=\s|$)/

/** Of a pipeline only the last command counts. */
export default defineRule({
  id: 'missing-pipefail',
  title: 'A script notices when the first part of a pipeline fails',
  level: 'warning',
  rationale: `
The exit status of a pipeline is that of its last command. When \`pg_dump | gzip > backup.gz\` loses its database, gzip packs nothing and succeeds; the container exits 0, the
Job counts as complete, and an empty file replaces the backup. \`set -o pipefail\` gives the pipeline the status of the command that failed.`,
  references: ['https://www.gnu.org/software/bash/manual/html_node/Pipelines.html'],

  *checkFleet(cluster): Generator<FleetViolation> {
    for (const script of scriptsOf(cluster)) {
      if (!script.text.includes('|') || script.sourced || hasOption(script, '', 'pipefail') || /PIPESTATUS|pipestatus/.test(script.text))
        continue
      const commands = readCommands(script.text)
      const at = commands.findIndex((command, index) => losesFailure(command, commands[index + 1]))
      if (at < 0) continue
      const { text, start } = commands[at]
      const program = firstWord(text)
      yield {
        object: script.object,
        at: script.path,
        part: { from: start, to: start + program.length },
        message: `a failure of ${program} is lost: the pipeline has the status of ${firstWord(commands[at + 1].text)}`,
        help:
          script.shell === 'bash' || script.shell === 'zsh' || script.shell === 'ksh'
            ? 'begin the script with set -eo pipefail'
            : `begin the script with set -eo pipefail where ${script.shell} of the image knows it (busybox does), or run bash`,
      }
    }
  },

  good: [
    { title: 'pipefail is on', yaml: containerOf('command: [bash, -euo, pipefail, -c, "pg_dump orders | gzip > /out/orders.gz"]') },
    { title: 'the pipeline is a question', yaml: containerOf('command: [sh, -c, "if curl -s http://db | grep -q ok; then echo up; fi"]') },
    { title: 'no pipeline', yaml: containerOf('command: [sh, -c, "pg_dump orders > /out/orders.sql && gzip /out/orders.sql"]') },
  ],
  bad: [
    {
      title: 'an empty backup that succeeds',
      at: `${POD}.containers[0].command[2]`,
      yaml: containerOf('command: [sh, -c, "pg_dump orders | gzip > /out/orders.gz"]'),
    },
    {
      title: 'in a ConfigMap',
      at: 'data[dump.sh]',
      yaml:
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: scripts}\ndata:\n  dump.sh: |\n    set -e\n    mysqldump orders | gzip > /out/orders.gz\n---\n' +
        'apiVersion: batch/v1\nkind: Job\nmetadata: {name: dump}\nspec: {template: {spec: {volumes: [{name: s, configMap: {name: scripts}}]}}}\n',
    },
  ],
})

function losesFailure({ text, after, tested }: ShellCommand, next: ShellCommand | undefined): boolean {
  return after === '|' && !tested && next !== undefined && SOURCE.test(text) && KEEPS.test(next.text)
}

function firstWord(text: string): string {
  return text.split(/\s/, 1)[0]
}
