import { wallDate, wallTime, type Coming, type OffsetChange, type Wall } from '../schedule/index.ts'

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
/** More times than this are told by the first and the last. */
const MOST_TIMES = 4

/** One line for each coming run, in local time and in UTC, with a remark where the clocks are set. */
export function comingLines(coming: readonly Coming[], utcOnly: boolean): readonly string[] {
  return coming.map((entry) => {
    if (entry.kind === 'missed')
      return `${dayOf(entry.walls[0])} ${wallTime(entry.walls[0])}         no run: ${missedWords(entry.walls, entry.change)}`
    const utc = `${wallDate(entry.at)} ${wallTime(entry.at)} UTC`
    if (utcOnly) return `${dayOf(entry.at)} ${wallTime(entry.at)} UTC${seconds(entry.at)}`
    return `${dayOf(entry.wall)} ${wallTime(entry.wall)} ${offsetWords(entry.offset)}  ${utc}${seconds(entry.at)}${remark(entry.effect, entry.change)}`
  })
}

/** Why nothing runs at these local times. */
export function missedWords(walls: readonly Wall[], change: OffsetChange): string {
  const gap = walls[0] >= change.at + change.before && walls[0] < change.at + change.after
  const times =
    walls.length === 1
      ? ''
      : ` (${walls.length <= MOST_TIMES ? walls.map(wallTime).join(', ') : `${walls.length} runs, ${wallTime(walls[0])} to ${wallTime(walls[walls.length - 1])}`})`
  return gap
    ? `the clocks go from ${wallTime(change.at + change.before)} to ${wallTime(change.at + change.after)}${times}`
    : `the clocks change at ${wallTime(change.at + change.before)}, and the controller's search loses the run${times}`
}

export function remark(effect: 'repeated' | 'strayed' | undefined, change: OffsetChange | undefined): string {
  if (effect === undefined || change === undefined) return ''
  return effect === 'repeated'
    ? `  runs twice: the clocks go back from ${wallTime(change.at + change.before)} to ${wallTime(change.at + change.after)}`
    : `  not what the schedule names: the clocks change at ${wallTime(change.at + change.before)}`
}

/** `+05:30`. */
export function offsetWords(offset: number): string {
  return `${offset < 0 ? '-' : '+'}${wallTime(Math.abs(offset))}`
}

function dayOf(wall: Wall): string {
  return `${WEEKDAYS[(((Math.floor(wall / 86_400) + 4) % 7) + 7) % 7]} ${wallDate(wall)}`
}

/** Only `@every` has seconds. */
function seconds(at: number): string {
  return at % 60 === 0 ? '' : ` and ${at % 60} s`
}
