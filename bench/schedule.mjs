// Runs a second, against cron-parser, croner and a scan of every minute; all in one run, with the zones' tables warm.
//
//   npm run build && node bench/schedule.mjs
import { CronExpressionParser } from 'cron-parser'
import { Cron } from 'croner'
import { countRuns, knownTimeZones, parseSchedule, runs, runsIn } from '../dist/lib/schedule/index.js'

const NEW_YORK = 'America/New_York'
const at = (date) => Date.parse(`${date}T00:00:00Z`) / 1000
const YEAR = { from: at('2027-01-01'), until: at('2028-01-01') }
/** Peers enumerate this much and are taken per run: a whole year would take them minutes. */
const PEER_RUNS = 1500

/** Seconds of the fastest of several rounds, each repeated until it lasts. */
function best(work, least = 0.05, rounds = 5) {
  let fastest = Infinity
  for (let round = 0; round < rounds; round++) {
    let times = 0
    const start = performance.now()
    do {
      work()
      times++
    } while (performance.now() - start < least * 1000)
    fastest = Math.min(fastest, (performance.now() - start) / 1000 / times)
  }
  return fastest
}

const line = (name, perSecond, own) =>
  console.log(
    `  ${name.padEnd(34)} ${Math.round(perSecond).toLocaleString('en').padStart(14)} runs/s${
      own === undefined
        ? ''
        : `   ${Math.round(own / perSecond)
            .toLocaleString('en')
            .padStart(8)} x`
    }`,
  )

function ours(schedule, timeZone, { from, until }) {
  let count = 0
  for (const run of runs(schedule, { timeZone, after: from - 1, until })) count += run > 0 ? 1 : 0
  return count
}

function withCronParser(expression, timeZone, from, count) {
  return CronExpressionParser.parse(expression, { tz: timeZone, currentDate: new Date(from * 1000) }).take(count).length
}

function withCroner(expression, timeZone, from, count) {
  return new Cron(expression, { timezone: timeZone, paused: true }).nextRuns(count, new Date(from * 1000)).length
}

/** Every minute of the range, asked of `Intl` whether it matches: right but for the library's oddities, and what people write first. */
function scan(schedule, timeZone, from, until) {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    weekday: 'short',
  })
  let count = 0
  for (let minute = from; minute < until; minute += 60) {
    const parts = Object.fromEntries(format.formatToParts(minute * 1000).map(({ type, value }) => [type, Number(value)]))
    if (
      schedule.minute.values.includes(parts.minute) &&
      schedule.hour.values.includes(parts.hour) &&
      schedule.dayOfMonth.values.includes(parts.day) &&
      schedule.month.values.includes(parts.month)
    )
      count++
  }
  return count
}

function versus(expression, range, peerRuns) {
  const schedule = parseSchedule(expression)
  const count = ours(schedule, NEW_YORK, range)
  const own = count / best(() => ours(schedule, NEW_YORK, range))
  console.log(`${expression} in ${NEW_YORK}, ${count.toLocaleString('en')} runs`)
  line('cronwright runs()', own)
  line('cronwright countRuns()', count / best(() => countRuns(schedule, { timeZone: NEW_YORK, ...range })), own)
  line('cron-parser', peerRuns / best(() => withCronParser(expression, NEW_YORK, range.from, peerRuns), 0.2, 3), own)
  line('croner', peerRuns / best(() => withCroner(expression, NEW_YORK, range.from, peerRuns), 0.2, 3), own)
  const days = 4 * 86_400
  const scanned = scan(schedule, NEW_YORK, range.from, range.from + days)
  if (scanned > 0)
    line('every minute asked of Intl', scanned / best(() => scan(schedule, NEW_YORK, range.from, range.from + days), 0.1, 2), own)
}

versus('*/5 * * * *', YEAR, PEER_RUNS)
versus('0 2 * * *', { ...YEAR, until: at('2037-01-01') }, 365)
versus('30 1 29 2 *', { ...YEAR, until: at('2090-01-01') }, 5)

// 200 schedules in 20 zones from different starts: nothing can be remembered from one to the next.
let seed = 1
const below = (limit) => (seed = (seed * 48_271) % 2_147_483_647) % limit
const zones = knownTimeZones()
  .filter((zone) => zone.includes('/') && !zone.startsWith('Etc/'))
  .filter((_, index) => index % 29 === 7)
  .slice(0, 20)
const cases = Array.from({ length: 200 }, () => {
  const minute = [`*/${[5, 10, 15, 20, 30][below(5)]}`, String(below(60)), `${below(30)},${30 + below(30)}`][below(3)]
  const hour = ['*', '*', `${below(24)}`, `${below(8)}-${12 + below(12)}`, `*/${[2, 3, 4, 6][below(4)]}`][below(5)]
  return {
    expression: `${minute} ${hour} ${['*', '*', '1-15'][below(3)]} * *`,
    from: YEAR.from + below(86_400 * 300),
  }
})
for (const zone of zones) ours(parseSchedule('0 0 * * *'), zone, { from: YEAR.from, until: YEAR.from + 2 * 366 * 86_400 })
let total = 0
const started = performance.now()
for (const { expression, from } of cases)
  for (const timeZone of zones) total += ours(parseSchedule(expression), timeZone, { from, until: from + 60 * 86_400 })
const own = total / ((performance.now() - started) / 1000)
let peerTotal = 0
const peerStarted = performance.now()
for (const [index, { expression, from }] of cases.entries()) peerTotal += withCronParser(expression, zones[index % zones.length], from, 60)
const peer = peerTotal / ((performance.now() - peerStarted) / 1000)
console.log(`200 schedules x 20 zones x different starts, 60 days each: ${total.toLocaleString('en')} runs`)
line('cronwright runs()', own)
line('cron-parser (60 runs each)', peer, own)

const fresh = knownTimeZones()
  .filter((zone) => /^(Asia|Africa)\//.test(zone))
  .slice(0, 40)
const first = performance.now()
for (const timeZone of fresh) runsIn(parseSchedule('0 2 * * *'), { timeZone, from: YEAR.from, until: YEAR.until })
console.log(`first use of a zone: ${((performance.now() - first) / fresh.length).toFixed(2)} ms (mean of ${fresh.length})`)
