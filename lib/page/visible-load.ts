import type { LoadedWindows } from '../calendar/load.ts'
import { fillLevels, levelsFor, type Levels } from '../calendar/load-levels.ts'
import { loadOf } from './load.ts'
import type { Job } from './model.ts'
import { lengthOf, secondsPerPixel, type Scene } from './scene.ts'
import { SLOT, type Slots } from './slots.ts'

/** The load in equal cells, from `from` on (seconds after the calendar's start). */
export interface VisibleLoad {
  readonly from: number
  readonly step: number
  readonly levels: Levels
}

/** Up to this span the load is worked out from the runs themselves, by the second or by the minute. */
const DIRECT_SPAN = 6 * 86_400

let loaded: { readonly rows: readonly Job[]; readonly windows: readonly LoadedWindows[] } | undefined

/** The load of the jobs that are shown, over what is on the screen; `undefined` while the whole calendar is still being worked out. */
export function visibleLoad(scene: Scene, slots: Slots | undefined): VisibleLoad | undefined {
  const { view } = scene.state
  const span = view.until - view.from
  if (span > DIRECT_SPAN && secondsPerPixel(scene) >= SLOT / 2) {
    return slots && { from: -leadOf(scene), step: SLOT, levels: slots }
  }
  if (loaded?.rows !== scene.rows) loaded = { rows: scene.rows, windows: loadOf(scene.rows) }
  const step = secondsPerPixel(scene) < 30 ? 1 : 60
  const from = Math.floor((view.from + leadOf(scene)) / step) * step - leadOf(scene)
  const levels = levelsFor(Math.ceil((Math.min(view.until, lengthOf(scene)) - from) / step))
  fillLevels(levels, loaded.windows, from, step)
  return { from, step, levels }
}

/** Seconds of the calendar's start after a whole quarter of an hour. */
export function leadOf({ model }: Pick<Scene, 'model'>): number {
  return model.data.from % SLOT
}
