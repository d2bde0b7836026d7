/** The colours of the page, as its style sheet has them for the theme at hand. */
export interface Palette {
  readonly text: string
  readonly muted: string
  readonly surface: string
  readonly line: string
  readonly stripe: string
  readonly bar: string
  readonly barEdge: string
  readonly heat: readonly string[]
  readonly overlap: string
  readonly clocks: string
  readonly focus: string
  readonly idle: string
  readonly font: string
}

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement)
  const of = (name: string): string => style.getPropertyValue(`--${name}`).trim()
  return {
    text: of('text'),
    muted: of('muted'),
    surface: of('surface'),
    line: of('line'),
    stripe: of('stripe'),
    bar: of('bar'),
    barEdge: of('bar-edge'),
    heat: [1, 2, 3, 4, 5].map((level) => of(`heat-${level}`)),
    overlap: of('overlap'),
    clocks: of('clocks'),
    focus: of('focus'),
    idle: of('idle'),
    font: of('font'),
  }
}
