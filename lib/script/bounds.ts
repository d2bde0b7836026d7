const UNITS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3_600, d: 86_400 }

/** Seconds of an operand of `sleep` or `timeout`: `300`, `2.5m`. */
export function secondsOf(amount: string, unit = ''): number {
  return Number(amount) * (UNITS[unit] ?? Number.NaN)
}

/** Seconds of `--max-runtime=280s` or `--max-runtime 280` anywhere in a text. */
export function maxRuntimeIn(text: string): number | undefined {
  const match = /(?:^|\s)--max-runtime[= ](\d+(?:\.\d+)?)([smhd]?)(?=\s|$|["'])/.exec(text)
  return match ? secondsOf(match[1], match[2]) : undefined
}

/** Seconds that follow `timeout` and its options; `-k 10` adds the time until the kill. */
export function timeoutOperand(rest: string): number | undefined {
  const match = /^((?:(?:-k|-s|--kill-after|--signal)[= ]\S+\s+|-\S+\s+)*)(\d+(?:\.\d+)?)([smhd]?)(?=\s|$)/.exec(rest)
  if (!match) return undefined
  const [, options, amount, unit] = match
  const kill = /(?:-k|--kill-after)[= ](\d+(?:\.\d+)?)([smhd]?)/.exec(options)
  return secondsOf(amount, unit) + (kill ? secondsOf(kill[1], kill[2]) : 0)
}

/** A time that a command takes or is given, and where in the text it says so. */
export interface StatedTime {
  readonly seconds: number
  readonly words: string
  readonly from: number
  readonly to: number
}

const STATED =
  /(?:^|[\s;&|({"'`])((?:(?:sleep|timeout)\s+(?:(?:-k|-s)\s+\S+\s+|-\S+\s+)*|--(?:max-runtime|timeout|max-time|wait-timeout)[= ])(\d+(?:\.\d+)?)([smhd]?))(?=[\s;&|)}"'`]|$)/g

/** Every `sleep`, `timeout` and `--max-runtime` with a number, in the order of the text; comments are skipped. */
export function statedTimes(text: string): readonly StatedTime[] {
  const found: StatedTime[] = []
  if (!/sleep|time|--wait-timeout/.test(text)) return found
  for (const match of text.matchAll(STATED)) {
    const [whole, words, amount, unit] = match
    const from = match.index + whole.length - words.length
    const line = text.slice(text.lastIndexOf('\n', from) + 1, from)
    if (/(?:^|\s)#/.test(line)) continue
    found.push({ seconds: secondsOf(amount, unit), words: words.trim(), from, to: from + words.length })
  }
  return found
}
