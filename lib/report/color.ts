export interface Paint {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly red: (text: string) => string
  readonly yellow: (text: string) => string
  readonly blue: (text: string) => string
  readonly magenta: (text: string) => string
  readonly cyan: (text: string) => string
  readonly green: (text: string) => string
}

/** ANSI colours, or none. */
export function paint(color: boolean): Paint {
  const style = (open: number, close: number) =>
    color ? (text: string) => `\u001b[${open}m${text}\u001b[${close}m` : (text: string) => text
  return {
    bold: style(1, 22),
    dim: style(2, 22),
    red: style(31, 39),
    yellow: style(33, 39),
    blue: style(34, 39),
    magenta: style(35, 39),
    cyan: style(36, 39),
    green: style(32, 39),
  }
}
