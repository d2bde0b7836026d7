import { byId, h } from './dom.ts'
import type { Fact } from './run-words.ts'

/** A list of facts. */
export function factList(facts: readonly Fact[]): HTMLElement {
  return h('dl', { class: 'facts' }, ...facts.flatMap(([name, words]) => [h('dt', {}, name), h('dd', {}, words)]))
}

/** Shows facts beside a place on the screen, inside of the window. */
export function showTooltip(x: number, y: number, title: string, facts: readonly Fact[]): void {
  const tooltip = byId('tooltip')
  tooltip.replaceChildren(h('strong', {}, title), factList(facts))
  tooltip.hidden = false
  const { offsetWidth, offsetHeight } = tooltip
  const left = x + 16 + offsetWidth > window.innerWidth ? x - offsetWidth - 12 : x + 16
  const top = y + 18 + offsetHeight > window.innerHeight ? y - offsetHeight - 12 : y + 18
  tooltip.style.left = `${Math.max(4, left)}px`
  tooltip.style.top = `${Math.max(4, top)}px`
}

export function hideTooltip(): void {
  byId('tooltip').hidden = true
}
