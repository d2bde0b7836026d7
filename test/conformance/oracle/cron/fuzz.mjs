// Compares our schedules with the library inside Kubernetes on random expressions, zones and instants, and prints what differs.
//
//   go build -o bin/cron-oracle . && node fuzz.mjs [count] [seed]
//
// Needs a build (npm run build): it computes with dist/. Half of the instants lie within three days of an offset change.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const { knownTimeZones, offsetChanges, parseSchedule, runs, ScheduleError } = await import('../../../../dist/lib/schedule/index.js')
const [count = 10_000, seed = 1] = process.argv.slice(2, 4).map(Number)

let state = seed
function random() {
  state = (state + 0x6d2b79f5) | 0
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
}
const below = (limit) => Math.floor(random() * limit)
const pick = (list) => list[below(list.length)]

const BOUNDS = [[0, 59], [0, 23], [1, 31], [1, 12], [0, 6]]
const NAMES = [, , , ['jan', 'FEB', 'Dec'], ['sun', 'MON', 'Fri']]
const ODD = ['7', '60', '24', '32', '0', '-1', '+3', '007', '*-5', '?', '1-', '/5', '*/0', '*/', '5/', 'L', '1-2-3', '*/2/3', '٣', '99999999999999999999', ',', '', '1,,2', 'jan', 'mon-7', 'H', '15W', '5#2', '~', 'monday']
const SPACES = [' ', ' ', ' ', ' ', ' ', ' ', ' ', '  ', '\t', '\n', '\u00a0', '\u0085', '\ufeff', '\u2003']
const DESCRIPTORS = ['@hourly', '@daily', '@midnight', '@weekly', '@monthly', '@yearly', '@annually', '@every 90m', '@every 1h30m', '@every 7s', '@every 1.5h', '@every 1d', '@every -5m', '@every 1e3s', '@every 0', '@Daily', '@daily ', '@reboot', 'TZ=Europe/Berlin 0 2 * * *', 'CRON_TZ=Asia/Tokyo @daily', 'TZ=Nowhere * * * * *']

function piece(index) {
  const [low, high] = BOUNDS[index]
  const value = () => (NAMES[index] && random() < 0.2 ? pick(NAMES[index]) : String(low + below(high - low + 1)))
  const kind = below(10)
  if (kind < 3) return value()
  if (kind < 5) return `*/${1 + below(high + 8)}`
  if (kind < 6) return `${value()}/${1 + below(20)}`
  if (kind < 8) return [low + below(high - low + 1), low + below(high - low + 1)].sort((a, b) => a - b).join('-') + (random() < 0.3 ? `/${1 + below(9)}` : '')
  return kind < 9 ? '*' : random() < 0.3 ? pick(ODD) : value()
}

function expression() {
  if (random() < 0.04) return pick(DESCRIPTORS)
  const fields = BOUNDS.map((_, index) =>
    random() < [0.15, 0.3, 0.6, 0.7, 0.6][index] ? '*' : Array.from({ length: random() < 0.75 ? 1 : 1 + below(4) }, () => piece(index)).join(','),
  )
  if (random() < 0.02) fields.splice(below(6), below(2), pick(ODD))
  return fields.map((field) => field + (random() < 0.05 ? pick(SPACES) : ' ')).join('').trimEnd()
}

const zones = knownTimeZones()
const HARD = ['Africa/Cairo', 'America/Santiago', 'Asia/Beirut', 'Australia/Lord_Howe', 'America/Havana', 'Africa/Casablanca', 'America/Asuncion', 'Atlantic/Azores', 'Antarctica/Troll', 'America/New_York', 'Europe/Berlin', 'America/Scoresbysund', 'Asia/Gaza', 'Pacific/Chatham']
const START = Date.UTC(2012, 5, 1) / 1000
const END = Date.UTC(2036, 0, 1) / 1000

function question() {
  const text = expression()
  if (random() < 0.3) return { expression: text }
  const timeZone = random() < 0.5 ? pick(HARD) : pick(zones)
  let after = START + below(END - START)
  const [change] = random() < 0.5 ? offsetChanges(timeZone, after, after + 400 * 86_400) : []
  if (change) after = change.at - 3 * 86_400 + below(4 * 86_400)
  return { expression: text, timeZone, after: new Date(after * 1000).toISOString().replace('.000', ''), count: 5 }
}

function ours({ expression: text, timeZone, after, count: wanted }) {
  try {
    const schedule = parseSchedule(text)
    if (after === undefined) return 'accepted'
    const found = []
    for (const run of runs(schedule, { timeZone, after: Date.parse(after) / 1000 })) {
      found.push(new Date(run * 1000).toISOString().replace('.000', ''))
      if (found.length === wanted) break
    }
    return found.join()
  } catch (error) {
    if (error instanceof ScheduleError) return error.message
    throw error
  }
}

/** Where the library answers the same run for ever, or goes back in time, our sequence ends. */
const rising = (found, after) => found.slice(0, found.findIndex((run, index) => run <= (index > 0 ? found[index - 1] : after)) >>> 0)

const theirs = ({ accepted, error, runs: found, panic, after }) => (panic ? undefined : accepted ? 'accepted' : (error ?? rising(found, after).join()))

function legal({ expression: text }) {
  try {
    parseSchedule(text)
    return true
  } catch {
    return false
  }
}

// Runs are asked of legal expressions only: what the library refuses has no runs.
const questions = Array.from({ length: count }, question).map((asked) => (asked.after && !legal(asked) ? { expression: asked.expression } : asked))
const oracle = spawnSync(fileURLToPath(new URL('bin/cron-oracle', import.meta.url)), {
  input: questions.map((asked) => `${JSON.stringify(asked)}\n`).join(''),
  encoding: 'utf8',
  maxBuffer: 2 ** 30,
})
const answers = oracle.stdout.trim().split('\n').map((line) => JSON.parse(line))
let different = 0
for (const [index, asked] of questions.entries()) {
  const expected = theirs(answers[index])
  const actual = ours(asked)
  if (expected === undefined || expected === actual) continue
  different++
  console.log(`${JSON.stringify(asked)}\n  library: ${expected}\n  ours:    ${actual}`)
}
console.log(`${count} questions, seed ${seed}: ${different} differences`)
process.exitCode = different === 0 ? 0 : 1
