import { expect, test } from 'vitest'
import { writesOf } from '../../lib/script/index.ts'

test.each<[script: string, writes: readonly (readonly [path: string, readLater: boolean])[]]>([
  ['pg_dump orders > /tmp/orders.sql', [['/tmp/orders.sql', false]]],
  ['pg_dump orders > /tmp/orders.sql && aws s3 cp /tmp/orders.sql s3://b/', [['/tmp/orders.sql', true]]],
  [
    'echo a >> /data/log; echo b >> /data/log',
    [
      ['/data/log', false],
      ['/data/log', false],
    ],
  ],
  [
    'OUT="/results/r-$(hostname).txt"\necho a > $OUT\necho b >> "${OUT}"',
    [
      ['/results/r-$(hostname).txt', false],
      ['/results/r-$(hostname).txt', false],
    ],
  ],
  ['OUT=/results/r.txt\necho a > $OUT\ncat $OUT', [['/results/r.txt', true]]],
  ['report | tee /reports/daily.html', [['/reports/daily.html', false]]],
  ['report --output=/tmp/digest.html\nsend --body-file=/tmp/digest.html', [['/tmp/digest.html', true]]],
  ['pg_dump -Fc orders -f /backup/orders.dump', [['/backup/orders.dump', false]]],
  ['mkdir -p /backup/daily\ntar czf /backup/daily/a.tgz /etc', [['/backup/daily/a.tgz', false]]],
  // nothing that can be told
  ['echo a > $FILE', []],
  ['command 2> /dev/null > /dev/stdout', []],
  ['command >&2', []],
  ['cat < /etc/passwd', []],
])('%j', (script, expected) => {
  expect(writesOf(script).map(({ path, readLater }) => [path, readLater])).toEqual(expected)
})
