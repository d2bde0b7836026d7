import type { Filter } from './filter.ts'
import type { Measure } from './load.ts'
import type { Job, Model } from './model.ts'
import type { Palette } from './palette.ts'
import type { View } from './view.ts'
import type { Zones } from './zones.ts'

/** All that may change while the page is open. */
export interface State {
  readonly view: View
  /** The zone of the axis. */
  readonly zone: string
  readonly filter: Filter
  /** What the overview shows. */
  readonly measure: Measure | 'starts'
  /** The row under the keyboard, and the run in it, as indices of the rows shown and of the job's runs. */
  readonly row: number
  readonly run: number | undefined
  /** Whose details are open. */
  readonly chosen: Job | undefined
  /** Seconds after the start, where the pointer is. */
  readonly pointer: number | undefined
}

/** Where things are on the screen, in CSS pixels. */
export interface Layout {
  readonly width: number
  /** Room for names at the left; none on a narrow screen, where a name stands above its row. */
  readonly gutter: number
  readonly rowHeight: number
  /** Height of the name above a row. */
  readonly nameHeight: number
}

/** What a drawing is made from. */
export interface Scene {
  readonly model: Model
  readonly zones: Zones
  readonly state: State
  readonly rows: readonly Job[]
  readonly layout: Layout
  readonly palette: Palette
  /** False once a frame has taken so long that what is not yet known must wait for the next. */
  readonly hasTime: () => boolean
}

const NARROW = 640

export function layoutFor(width: number): Layout {
  if (width < NARROW) return { width, gutter: 0, rowHeight: 44, nameHeight: 19 }
  return { width, gutter: Math.round(Math.min(320, Math.max(190, width * 0.22))), rowHeight: 26, nameHeight: 0 }
}

export function lengthOf({ model }: Pick<Scene, 'model'>): number {
  return model.data.until - model.data.from
}

/** The x of an instant in seconds after the calendar's start. */
export function xOf({ state: { view }, layout }: Scene, second: number): number {
  return layout.gutter + ((second - view.from) / (view.until - view.from)) * (layout.width - layout.gutter)
}

export function secondAt({ state: { view }, layout }: Scene, x: number): number {
  return view.from + ((x - layout.gutter) / (layout.width - layout.gutter)) * (view.until - view.from)
}

export function secondsPerPixel({ state: { view }, layout }: Scene): number {
  return (view.until - view.from) / (layout.width - layout.gutter)
}
