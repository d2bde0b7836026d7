import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const script = fileURLToPath(new URL('../../lib/constructs/scripts/select-expired.sh', import.meta.url))

/** The days, as `YYYYMMDD`, whose backups no rule keeps, oldest first. */
function expired(
  days: readonly string[],
  rules: Readonly<Record<string, string>>,
): { readonly status: number | null; readonly gone: readonly string[] } {
  const input = days.map((day) => (/^\d{8}$/.test(day) ? `shop-${day}T020000Z.dump.age` : day)).join('\n') + '\n'
  const { status, stdout } = spawnSync('sh', [script], {
    input,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, NOW: '20260301T030000Z', ...rules },
  })
  const gone = stdout.split('\n').filter(Boolean)
  return { status, gone: gone.map((name) => /-(\d{8})T/.exec(name)?.[1] ?? name).sort() }
}

describe('which backups no rule keeps', () => {
  test.each<[title: string, days: string[], rules: Record<string, string>, gone: string[]]>([
    ['the last two stay', ['20260226', '20260227', '20260228'], { KEEP_LAST: '2' }, ['20260226']],
    ['three days by age', ['20260225', '20260227', '20260228', '20260301'], { KEEP_DAYS: '3' }, ['20260225']],
    ['the newest stays though it is far too old', ['20200101', '20200102'], { KEEP_DAYS: '1' }, ['20200101']],
    ['one a month', ['20251231', '20260101', '20260131', '20260215', '20260228'], { KEEP_MONTHLY: '3' }, ['20260101', '20260215']],
    // 2026-02-22 is a Sunday, 2026-02-23 a Monday
    ['a week begins on Monday', ['20260221', '20260222', '20260223', '20260224'], { KEEP_WEEKLY: '2' }, ['20260221', '20260223']],
    ['across the day that leap years have', ['20240228', '20240229', '20240301'], { KEEP_DAILY: '2' }, ['20240228']],
    ['a year', ['20241231', '20250101', '20251231', '20260101'], { KEEP_YEARLY: '2' }, ['20241231', '20250101']],
    [
      'grandfather, father and son together',
      ['20250630', '20251231', '20260131', '20260227', '20260228', '20260301'],
      { KEEP_DAILY: '2', KEEP_MONTHLY: '3' },
      ['20250630', '20251231', '20260227'],
    ],
    ['what has no time is not ours to remove', ['shop-notes.txt', '20260227', '20260228'], { KEEP_LAST: '1' }, ['20260227']],
    ['the only one stays', ['20200101'], { KEEP_LAST: '1' }, []],
  ])('%s', (_, days, rules, gone) => {
    expect(expired(days, rules)).toEqual({ status: 0, gone })
  })

  test('no rule at all is refused', () => {
    expect(expired(['20260228'], { KEEP_LAST: '0' })).toEqual({ status: 64, gone: [] })
  })
})
