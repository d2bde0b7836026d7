import { indexAtOrAfter } from '../calendar/windows.ts'
import type { ClockChangeEffect } from '../schedule/clock-change.ts'
import { stretchAfter, stretchesOf } from './meetings.ts'
import { runsOf, type Job } from './model.ts'
import { lengthOf, type Scene } from './scene.ts'
import { dayWords, timeOf } from './ticks.ts'
import { counted, durationWords, instantWords, meetingWords, takesWords } from './words.ts'

/** A line of a tooltip or of the details: what it is called, and what it says. */
export type Fact = readonly [name: string, words: string]

/** One run of a job: its own time and UTC, how long, until when, what it meets. */
export function runFacts(scene: Scene, job: Job, run: number): readonly Fact[] {
  const { model, zones } = scene
  const at = model.data.from + run
  const facts: Fact[] = [['Starts', instantWords(zones, job.zone, at)]]
  if (job.zone !== 'UTC') facts.push(['UTC', instantWords(zones, 'UTC', at)])
  facts.push(['Takes', takesWords(job)])
  if (job.takes !== undefined) facts.push(['Ends', instantWords(zones, job.zone, at + job.takes)])
  const clocks = effectOnRun(job, at)
  if (clocks) facts.push(['Clocks', clocks])
  for (const meeting of meetingsDuring(scene, job, run)) facts.push(['Overlap', meeting])
  if (job.assumedPhase) facts.push(['Note', 'counted from the start of this calendar: @every has no place on the clock'])
  return facts
}

/** The runs between two seconds of the calendar. */
export function spanFacts(scene: Scene, job: Job, from: number, until: number): readonly Fact[] {
  const { model, zones } = scene
  const runs = runsOf(job)
  const [first, end] = [indexAtOrAfter(runs, Math.ceil(from)), indexAtOrAfter(runs, Math.ceil(until))]
  const count = end - first
  const origin = model.data.from
  const facts: Fact[] = [['Runs', count === 0 ? 'none' : counted(count, 'run')]]
  if (count > 0) facts.push([count === 1 ? 'Starts' : 'First', instantWords(zones, job.zone, origin + runs[first])])
  if (count > 0 && job.zone !== 'UTC') facts.push(['UTC', instantWords(zones, 'UTC', origin + runs[first])])
  if (count > 1) facts.push(['Last', instantWords(zones, job.zone, origin + runs[end - 1])])
  facts.push(['Takes', takesWords(job)])
  for (const overlap of job.overlaps) {
    const stretches = stretchesOf(overlap, lengthOf(scene))
    const index = stretchAfter(stretches, from)
    if (index * 2 < stretches.length && stretches[index * 2] < until) facts.push(['Overlap', meetingWords(overlap)])
  }
  for (const effect of job.timing?.effects() ?? []) {
    if (effect.change.at - origin >= from && effect.change.at - origin < until) facts.push(['Clocks', effectWords(effect)])
  }
  return facts
}

function meetingsDuring(scene: Scene, job: Job, run: number): readonly string[] {
  return job.overlaps.flatMap((overlap) => {
    const stretches = stretchesOf(overlap, lengthOf(scene))
    const index = stretchAfter(stretches, run)
    const [from, until] = [stretches[index * 2], stretches[index * 2 + 1]]
    if (from === undefined || from >= run + (job.takes ?? 0)) return []
    return [`${meetingWords(overlap)} for ${durationWords(until - from)} (${overlap.reason})`]
  })
}

function effectOnRun({ timing }: Job, at: number): string | undefined {
  for (const { repeated, strayed } of timing?.effects() ?? []) {
    const twice = repeated.find(({ runs }) => runs.includes(at))
    if (twice)
      return `${timeOf(twice.wall)} comes ${twice.runs.length === 2 ? 'twice' : `${twice.runs.length} times`} on this day, and so does this run`
    if (strayed.some(({ run }) => run === at)) return 'at a time that the schedule does not name, because the clocks are set'
  }
  return undefined
}

/** What one setting of the clocks does to a job. */
export function effectWords({ change, skipped, repeated, strayed }: ClockChangeEffect): string {
  const day = dayWords(change.at + change.after)
  const list = (walls: readonly number[]): string =>
    walls
      .slice(0, 3)
      .map((wall) => timeOf(wall))
      .join(', ') + (walls.length > 3 ? ` and ${walls.length - 3} more` : '')
  const parts = [
    ...(skipped.length > 0 ? [`${list(skipped)} is left out`] : []),
    ...(repeated.length > 0 ? [`${list(repeated.map(({ wall }) => wall))} runs twice`] : []),
    ...(strayed.length > 0 ? [`runs at ${list(strayed.map(({ wall }) => wall))}, which the schedule does not name`] : []),
  ]
  return `${day}: ${parts.join('; ')}`
}
