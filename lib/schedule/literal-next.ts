import { DAY, dateOf, dayNumber, weekdayOf } from './civil.ts'
import { dayMatches, type Compiled } from './compiled.ts'
import type { ZoneTable } from './zone-table.ts'

/** Years beyond the year of the starting second after which the search gives up. */
export const SEARCH_YEARS = 5

/** Restarts of the search; the library itself loops for ever where a weekday was skipped by a zone (Pacific/Apia, 2011-12-30). */
const MOST_STEPS = 200_000

/**
 * The next run strictly after `after`, by the steps of the library that Kubernetes uses (facts §2.1), its mistakes around offset changes included.
 * `undefined` when its search gives up.
 */
export function literalNext(schedule: Compiled, zone: ZoneTable, after: number): number | undefined {
  let instant = Math.floor(after) + 1
  const limit = localDate(zone, instant).year + SEARCH_YEARS
  let aligned = false
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    let { local, date } = read(zone, instant)
    if (date.year > limit) return undefined

    if (schedule.months[date.month] !== 1) {
      let wrapped = false
      while (schedule.months[date.month] !== 1) {
        if (!aligned) {
          aligned = true
          instant = resolve(zone, dayNumber(date.year, date.month, 1) * DAY)
          ;({ local, date } = read(zone, instant))
        }
        instant = resolve(zone, dayNumber(date.year, date.month + 1, date.day) * DAY + timeOfDay(local))
        ;({ local, date } = read(zone, instant))
        if (date.month === 1) {
          wrapped = true
          break
        }
      }
      if (wrapped) continue
    }

    let restart = false
    while (!dayMatches(schedule, date.day, weekdayOf(Math.floor(local / DAY)))) {
      if (!aligned) {
        aligned = true
        instant = resolve(zone, dayNumber(date.year, date.month, date.day) * DAY)
        ;({ local, date } = read(zone, instant))
      }
      instant = resolve(zone, local + DAY)
      local = localOf(zone, instant)
      // Midnight did not exist: the library goes to the nearest one, in absolute time.
      const hour = Math.floor(timeOfDay(local) / 3600)
      if (hour !== 0) instant += (hour > 12 ? 24 - hour : -hour) * 3600
      ;({ local, date } = read(zone, instant))
      if (date.day === 1) {
        restart = true
        break
      }
      if (++steps > MOST_STEPS) return undefined
    }
    if (restart) continue

    while (schedule.hours[hourOf(local)] !== 1) {
      if (!aligned) {
        aligned = true
        instant = resolve(zone, local - (timeOfDay(local) % 3600))
      }
      instant += 3600
      local = localOf(zone, instant)
      if (hourOf(local) === 0) {
        restart = true
        break
      }
    }
    if (restart) continue

    while (schedule.minutes[minuteOf(local)] !== 1) {
      if (!aligned) {
        aligned = true
        instant -= instant % 60
      }
      instant += 60
      local = localOf(zone, instant)
      if (minuteOf(local) === 0) {
        restart = true
        break
      }
    }
    if (restart) continue

    while (secondOf(local) !== 0) {
      aligned = true
      // Second by second, as the library does; at once where no change of offset lies between.
      const left = 60 - secondOf(local)
      instant += instant + left < zone.segmentAt(instant).end ? left : 1
      local = localOf(zone, instant)
      if (secondOf(local) === 0) restart = true
    }
    // Go restarts at the top when the seconds wrap to zero: the fields must hold for the new minute too.
    if (restart) continue
    return instant
  }
  return undefined
}

function read(zone: ZoneTable, instant: number) {
  const local = localOf(zone, instant)
  return { local, date: dateOf(Math.floor(local / DAY)) }
}

function localOf(zone: ZoneTable, instant: number): number {
  return instant + zone.segmentAt(instant).offset
}

function localDate(zone: ZoneTable, instant: number) {
  return read(zone, instant).date
}

function timeOfDay(local: number): number {
  return local - Math.floor(local / DAY) * DAY
}

function hourOf(local: number): number {
  return Math.floor(timeOfDay(local) / 3600)
}

function minuteOf(local: number): number {
  return Math.floor((timeOfDay(local) % 3600) / 60)
}

function secondOf(local: number): number {
  return timeOfDay(local) % 60
}

/** Go's rule for wall clocks that do not exist or exist twice: the offset before the change decides west of Greenwich, the one after it east. */
function resolve(zone: ZoneTable, wall: number): number {
  const first = zone.segmentAt(wall).offset
  if (first === 0) return wall
  return wall - zone.segmentAt(wall - first).offset
}
