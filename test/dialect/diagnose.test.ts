import { CronExpressionParser } from 'cron-parser'
import { describe, expect, test } from 'vitest'
import { diagnoseExpression, type Dialect } from '../../lib/dialect/index.ts'
import { parseSchedule, runs } from '../../lib/schedule/index.ts'
import { vectors } from '../conformance/vectors.ts'

describe('means the same, exactly', () => {
  test.each<[expression: string, dialect: Dialect, schedule: string]>([
    // typing errors
    ['*5 * * * *', 'typing error', '*/5 * * * *'],
    ['0 /6 * * *', 'typing error', '0 */6 * * *'],
    ['11 10 ***', 'typing error', '11 10 * * *'],
    ['** * * * *', 'typing error', '* * * * *'],
    ['1, 2 * * * *', 'typing error', '1,2 * * * *'],
    ['0 2 * * mon - fri', 'typing error', '0 2 * * mon-fri'],
    ['"0 2 * * *"', 'typing error', '0 2 * * *'],
    ['1–5 * * * *', 'typing error', '1-5 * * * *'],
    ['１ * * * *', 'typing error', '1 * * * *'],
    ['0 2 * * *\u200b', 'typing error', '0 2 * * *'],
    ['@Daily', 'typing error', '@daily'],
    [' @daily', 'typing error', '@daily'],
    ['@every 1d', 'typing error', '@every 24h'],
    ['@every  1h', 'typing error', '@every 1h'],
    ['@every 90 minutes', 'typing error', '@every 90m'],
    // a line of a crontab
    ['0 2 * * * root /bin/true', 'crontab line', '0 2 * * *'],
    ['*/5 * * * * echo hi', 'crontab line', '*/5 * * * *'],
    ['0 2 * * * # nightly', 'crontab line', '0 2 * * *'],
    ['# 0 2 * * *', 'crontab line', '0 2 * * *'],
    // Vixie
    ['0 6 * * 7', 'Vixie cron', '0 6 * * 0'],
    ['0 */4 * * 5-7', 'Vixie cron', '0 */4 * * 5-6,0'],
    ['0 6 * * 1-7', 'Vixie cron', '0 6 * * *'],
    ['0 6 1 * 0-7', 'Vixie cron', '0 6 1 * 0-6'],
    ['* * * * FRI-MON', 'Vixie cron', '* * * * 5-6,0-1'],
    ['0 22-2 * * *', 'Vixie cron', '0 22-23,0-2 * * *'],
    ['0 22-4/2 * * *', 'Vixie cron', '0 22,0,2,4 * * *'],
    ['0 0 1 JAN,Sept *', 'Vixie cron', '0 0 1 JAN,sep *'],
    ['0 9 * * Monday-Friday', 'Vixie cron', '0 9 * * mon-fri'],
    // Quartz and Spring
    ['0 0 2 * * ?', 'Quartz', '0 2 * * *'],
    ['0 0 2 ? * MON-FRI', 'Quartz', '0 2 * * MON-FRI'],
    ['0 15 10 ? * 2-6 *', 'Quartz', '15 10 * * 1-5'],
    ['0 0/5 14 * * *', 'Spring', '0/5 14 * * *'],
    // AWS
    ['cron(0 12 * * ? *)', 'AWS', '0 12 * * *'],
    ['cron(0 8 ? * 2-6 *)', 'AWS', '0 8 * * 1-5'],
    ['0 12 * * ? *', 'AWS', '0 12 * * *'],
    // systemd
    ['daily', 'systemd', '0 0 * * *'],
    ['weekly', 'systemd', '0 0 * * 1'],
    ['*-*-* 02:00:00', 'systemd', '0 2 * * *'],
    ['OnCalendar=*-*-* 02:00', 'systemd', '0 2 * * *'],
    ['Mon..Fri *-*-* 09:00', 'systemd', '0 9 * * MON-FRI'],
    ['Sat,Sun 04:30', 'systemd', '30 4 * * SAT,SUN'],
    ['*-*-01 04:00:00', 'systemd', '0 4 1 * *'],
    ['*:0/15', 'systemd', '*/15 * * * *'],
  ])('%s is %s for %s', (expression, dialect, schedule) => {
    expect(diagnoseExpression(expression)).toMatchObject({ dialect, schedule, exact: true })
  })
})

describe('comes near, or is a guess', () => {
  test.each<[expression: string, schedule: string | undefined]>([
    ['*1 * * * *', '*/1 * * * *'],
    ['* /10 * * *', '* */10 * * *'],
    ['60 * * * *', '0 * * * *'],
    ['0 24 * * *', '0 0 * * *'],
    ['44 4 * */ *', '44 4 * * *'],
    ['*/0 * * * *', '* * * * *'],
    ['0 0 0 * *', '0 0 * * *'],
    ['0 2 * *', '0 2 * * *'],
    ['0 9 * * 1-5 2027', '0 9 * * 1-5'],
    ['*/10 * * * * *', '* * * * *'],
    ['30 0 2 * * *', '0 2 * * *'],
    ['0 0 2 * * 1', '0 2 * * 1'],
    ['0 0 L * *', '0 0 28-31 * *'],
    ['0 0 15W * *', '0 0 13-17 * *'],
    ['0 0 * * MON#1', '0 0 * * MON'],
    ['0 0 * * 5L', '0 0 * * 5'],
    ['0 15 10 ? * 6L 2027', '15 10 * * 5'],
    ['H/15 * * * *', '*/15 * * * *'],
    ['rate(5 minutes)', '*/5 * * * *'],
    ['rate(7 minutes)', undefined],
    ['cron(0 8 1 * ? 2027)', '0 8 1 * *'],
    ['Mon *-*-* 00:00 Europe/Berlin', '0 0 * * MON'],
    ['2027-01-01 00:00:00', '0 0 1 1 *'],
    ['TZ=Nowhere/Land 0 2 * * *', '0 2 * * *'],
    ['TZ=UTC', undefined],
    ['@reboot', undefined],
    ['@every 1h30', undefined],
    ['* * *', undefined],
  ])('%s: perhaps %s', (expression, schedule) => {
    const diagnosis = diagnoseExpression(expression)
    expect(diagnosis).toMatchObject({ exact: false })
    expect(diagnosis?.schedule).toBe(schedule)
  })

  test.each([['H H * * *'], ['0~59 2 * * *'], ['H(0-29) 3 * * *']])('%s gets a value that is always the same', (expression) => {
    const first = diagnoseExpression(expression)
    expect(first?.exact).toBe(false)
    expect(diagnoseExpression(expression)).toEqual(first)
  })
})

test.each([[''], ['1-2-3 * * * *'], ['\0\u0007'], ['x'.repeat(10_000)], ['*'.repeat(150)], [' '.repeat(150)], ['1,'.repeat(70)]])(
  'nobody can tell: %j',
  (expression) => {
    const started = performance.now()
    expect(diagnoseExpression(expression)?.exact ?? false).toBe(false)
    expect(performance.now() - started).toBeLessThan(200)
  },
)

test('whatever is proposed for a refused expression is taken by Kubernetes', () => {
  const refused = vectors<{ expression: string; accepted: boolean }>('cron/cron-parse.jsonl').filter(({ accepted }) => !accepted)
  const proposals = refused.map(({ expression }) => diagnoseExpression(expression)?.schedule)
  for (const schedule of proposals) if (schedule !== undefined) expect(() => parseSchedule(schedule)).not.toThrow()
  expect(proposals.filter((schedule) => schedule !== undefined).length).toBeGreaterThan(300)
})

test.each([['0 6 * * 7'], ['0 */4 * * 5-7'], ['30 6 * * 1-7'], ['0 6 1 * 7'], ['0 0 * * 6-7'], ['15 3 * * 7,3']])(
  '%s: another library runs it when we would run its proposal',
  (expression) => {
    const after = Date.parse('2027-01-01T00:00:00Z')
    const peer = CronExpressionParser.parse(expression, { tz: 'UTC', currentDate: new Date(after) })
    const own: number[] = []
    for (const run of runs(parseSchedule(diagnoseExpression(expression)?.schedule ?? ''), { after: after / 1000 }))
      if (own.push(run) === 60) break
    expect(own).toEqual(peer.take(60).map((date) => date.getTime() / 1000))
  },
)
