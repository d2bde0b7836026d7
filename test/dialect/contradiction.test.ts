import { describe, expect, test } from 'vitest'
import { contradictionOf, readTimeClaim } from '../../lib/dialect/index.ts'
import { parseSchedule } from '../../lib/schedule/index.ts'

function contradicts(text: string, expression: string, timeZone?: string): boolean {
  const claim = readTimeClaim(text)
  return claim !== undefined && contradictionOf(claim, parseSchedule(expression), timeZone) !== undefined
}

describe('agrees', () => {
  test.each<[comment: string, expression: string, zone?: string]>([
    // plain
    ['every 4 hours', '0 */4 * * *'],
    ['Every 2 Hours', '0 */2 * * *'],
    ['hourly', '17 * * * *'],
    ['every hour, at 22 minutes past the hour', '22 * * * *'],
    ['Run every 5 minutes', '*/5 * * * *'],
    ['every five minutes', '2-57/5 * * * *'],
    ['re-apply all 5 minutes', '*/5 * * * *'],
    ['every half hour', '15,45 * * * *'],
    ['Daily at 2 AM', '0 2 * * *'],
    ['09:09am daily', '09 9 * * *'],
    ['06:00 daily', '0 6 * * *'],
    ['0200', '0 2 * * *'],
    ['At 00:00 and 04:00 UTC', '0 0,4 * * *'],
    ['twice a day', '0 6,18 * * *'],
    ['once per day', '30 1 * * *'],
    ['every night at midnight', '0 0 * * *'],
    ['noon', '0 12 * * *'],
    ['run every month', '0 0 1 * *'],
    ['02:00 first day of the month', '0 2 1 * *'],
    ['every Monday 11:30 UTC', '30 11 * * 1'],
    ['every Sunday at 8am', '0 8 * * 0'],
    ['at 08:00 GMT on saturday and sunday', '0 8 * * 6,0'],
    ['every 30 minutes, between 7:00 - 19:00 UTC, Monday to Friday', '*/30 7-19 * * 1-5'],
    ['every two hours between 8am and 4pm on weekdays', '0 8-16/2 * * 1-5'],
    ['weekdays at 9', '0 9 * * 1-5'],
    ['weekdays at 9', '0 21 * * 1-5'],
    // every working day is "daily" to most
    ['daily', '0 7 * * 1-5'],
    ['Weekly', '0 0 * * 0'],
    ['Every 30 mins between 6 AM - 8 PM', '15,45 6-20 * * *'],
    ['every 90 minutes', '@every 90m'],
    // a zone that the sentence names
    ['Run every night at 05:00 UTC (06:00 BST)', '0 5 * * *'],
    ['3 AM EST', '0 8 * * *', 'Etc/UTC'],
    ['Weekly Sunday, Wednesday 6:00PM Chicago time == Monday, Thursday 12:00AM UTC', '0 0 * * 1,4'],
    ['2 AM local time', '0 0 * * *'],
    ['09:00 UTC = 10:00 BST (UK summer time)', '0 9 * * *'],
  ])('"%s" and %s', (comment, expression, zone) => {
    expect(contradicts(comment, expression, zone)).toBe(false)
  })
})

describe('says nothing plain about when', () => {
  test.each<[comment: string, expression: string]>([
    ['to be run manually', '0 0 31 2 *'],
    ['Disabled schedule (Feb 31 - never runs automatically)', '0 0 31 2 *'],
    ['only for debug tomorrow', '0 9-16 * * *'],
    ['eventually 0 8 1,15 * * every 2 weeks but left on everyday while we test it', '0 8 * * *'],
    ['Daily would be overkill.', '11 1 * * 1'],
    ['Sundays 04:00, after etcd-defrag at 03:00', '0 4 * * 3'],
    ['one hour after the DB is restored', '56 2 * * 1-5'],
    ['Keep this before publishing-api.', '16 21 * * *'],
    ['keep backups for 7 days', '0 * * * *'],
    ['schedule: "0 3 * * *" # daily', '0 * * * *'],
    ['minute (0 - 59)', '0 3 * * *'],
    ['min hour day month weekday', '0 3 * * *'],
    ['Cron schedule (default: daily at 2:00 AM)', '0 5 * * *'],
    ['https://crontab.guru/every-5-minutes', '0 5 * * *'],
    ['takes about 2 hours', '0 5 * * *'],
    ['timeout after 10 minutes', '0 5 * * *'],
    ['', '* * * * *'],
    ['Hourly at :37', '37 * * * *'],
    ['release v1.23.4 of 2026-01-15', '0 5 * * *'],
  ])('"%s" beside %s', (comment, expression) => {
    expect(contradicts(comment, expression)).toBe(false)
  })
})

describe('contradicts', () => {
  test.each<[comment: string, expression: string, zone?: string]>([
    ['Every 4 hours', '0 4 * * *'],
    ['Run at 3am daily', '0 */3 * * *'],
    ['every hour', '*/5 * * * *'],
    ['Schedule: Runs daily at 3 AM (adjust as needed)', '0 * * * *'],
    ['every 90 minutes', '*/90 * * * *'],
    ['every 5 minutes', '5 * * * *'],
    ['every minute', '0 * * * *'],
    ['2 AM daily', '0 3 * * *'],
    ['Daily at 2:30 AM', '0 2 * * *'],
    ['at 14:00', '0 4 * * *'],
    ['2 PM', '0 2 * * *'],
    ['midnight', '0 12 * * *'],
    ['03:00 UTC', '0 2 * * *', 'Etc/UTC'],
    ['09:00 Europe/Berlin', '0 8 * * *', 'Europe/Berlin'],
    ['every Sunday at 2am', '0 2 * * 1'],
    ['weekdays at 9', '0 9 * * *'],
    ['Monday through Friday', '0 9 * * 0-4'],
    ['weekends', '0 9 * * 1-5'],
    ['twice a day', '0 */6 * * *'],
    ['weekly', '0 0 * * *'],
    ['every month', '0 0 * * 0'],
    ['daily', '0 0 * * 0'],
    ['on the 15th of the month', '0 0 1 * *'],
    ['first day of every month', '0 0 * * *'],
    ['daily', '@every 1h'],
  ])('"%s" and %s', (comment, expression, zone) => {
    expect(contradicts(comment, expression, zone)).toBe(true)
  })
})
