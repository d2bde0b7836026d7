import { EVERYTHING, matching, type Filter } from './filter.ts'
import type { Job, Model } from './model.ts'
import { readPalette, type Palette } from './palette.ts'
import { layoutFor, type Layout, type Scene, type State } from './scene.ts'
import { leadOf } from './visible-load.ts'
import { fillSlots, type Slots } from './slots.ts'
import type { Zones } from './zones.ts'

export interface App {
  readonly scene: () => Scene
  /** The whole calendar in quarters of an hour, once it is worked out for the jobs shown. */
  readonly slots: () => Slots | undefined
  /** Changes what is shown; everything is drawn again with the next frame. */
  readonly set: (change: Partial<State>) => void
  readonly filter: (change: Partial<Filter>) => void
  readonly setWidth: (width: number) => void
  readonly refreshPalette: () => void
  /** Draws now: for a printer that does not wait. */
  readonly drawNow: () => void
}

/** What a frame may spend on overlaps that nobody has seen yet. */
const FRAME_MILLISECONDS = 24
/** A step of background work takes this long at most, so that the page stays awake. */
const SLICE_MILLISECONDS = 12

/** Keeps the state, works out in slices what takes long, and has everything drawn at most once a frame. */
export function createApp(model: Model, zones: Zones, draw: (scene: Scene, slots: Slots | undefined) => void): App {
  const length = model.data.until - model.data.from
  let state: State = {
    view: { from: 0, until: length },
    zone: model.data.zone,
    filter: EVERYTHING,
    measure: 'pods',
    row: 0,
    run: undefined,
    chosen: undefined,
    pointer: undefined,
  }
  let layout: Layout = layoutFor(1000)
  let palette: Palette = readPalette()
  let rows: readonly Job[] = matching(model, state.filter, state.view)
  let slots: Slots | undefined
  let frame = 0
  let work = 0

  const scene = (): Scene => ({ model, zones, state, rows, layout, palette, hasTime: () => true })
  /** Draws what is known and what can be worked out in time; the rest comes with the next frame. */
  const drawWithin = (milliseconds: number): void => {
    cancelAnimationFrame(frame)
    frame = 0
    const until = performance.now() + milliseconds
    let late = false
    const hasTime = (): boolean => !(late ||= performance.now() > until)
    draw({ ...scene(), hasTime }, slots)
    if (late) schedule()
  }
  const schedule = (): void => {
    if (frame === 0) frame = requestAnimationFrame(() => drawWithin(FRAME_MILLISECONDS))
  }
  const workOutSlots = (): void => {
    const mine = ++work
    slots = undefined
    const steps = fillSlots(rows, leadOf({ model }), length)
    const slice = (): void => {
      if (mine !== work) return
      const until = performance.now() + SLICE_MILLISECONDS
      while (performance.now() < until) {
        const step = steps.next()
        if (!step.done) continue
        slots = step.value
        if (performance.getEntriesByName('cronwright:complete').length === 0) performance.mark('cronwright:complete')
        schedule()
        return
      }
      setTimeout(slice)
    }
    setTimeout(slice)
  }
  const set = (change: Partial<State>): void => {
    const before = state
    state = { ...state, ...change }
    const sortsByView = state.filter.sort === 'next' && state.view !== before.view
    if (state.filter !== before.filter || sortsByView) {
      const found = matching(model, state.filter, state.view)
      const sameJobs = found.length === rows.length && !differs(state.filter, before.filter)
      rows = found
      if (!sameJobs) workOutSlots()
      state = { ...state, row: Math.max(0, Math.min(state.row, rows.length - 1)), run: undefined }
    }
    schedule()
  }
  workOutSlots()
  return {
    scene,
    slots: () => slots,
    set,
    filter: (change) => set({ filter: { ...state.filter, ...change }, row: 0 }),
    setWidth(width) {
      layout = layoutFor(width)
      schedule()
    },
    refreshPalette() {
      palette = readPalette()
      schedule()
    },
    drawNow: () => drawWithin(Number.POSITIVE_INFINITY),
  }
}

/** True where another order is not all that has changed. */
function differs(one: Filter, other: Filter): boolean {
  return (['query', 'cluster', 'namespace', 'label', 'only', 'just'] as const).some((key) => one[key] !== other[key])
}
