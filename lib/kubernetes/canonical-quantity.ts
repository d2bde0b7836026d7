/** A quantity as the server writes it back, and whether it counts as a fraction of the base unit. */
export interface CanonicalQuantity {
  readonly text: string
  readonly fractional: boolean
}

const FORM = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/
const POWERS: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 }
const BINARY: Readonly<Record<string, bigint>> = {
  Ki: 2n ** 10n,
  Mi: 2n ** 20n,
  Gi: 2n ** 30n,
  Ti: 2n ** 40n,
  Pi: 2n ** 50n,
  Ei: 2n ** 60n,
}
/** Whole amounts of a size that people write: nothing is rounded and nothing is too large. */
const WHOLE = /^(?:[1-9]\d{0,5}(?:[kMG]|[KMG]i)?|[1-9]\d{0,2}Ti?)$/
/** Thousandths beyond int64: the server counts them modulo 2^64, and takes what then ends in no three zeros for a fraction. */
const MOST_MILLIS = 2n ** 63n
const MOST_BYTES = 2n ** 63n - 1n

/**
 * Thousandths are the finest that the server keeps: what is finer is rounded up. Only what the fraction warning shows is made canonical:
 * `0.5` is `500m`, `1u` is `1m`; whole amounts keep their text.
 */
export function canonicalQuantity(text: string): CanonicalQuantity {
  if (WHOLE.test(text)) return { text, fractional: false }
  const match = FORM.exec(text.trim())
  if (!match) return { text, fractional: false }
  const [, sign, whole, fraction = '', exponent, suffix = ''] = match
  const digits = BigInt(`${whole}${fraction}` || '0')
  const power = (exponent === undefined ? (POWERS[suffix] ?? 0) : Number(exponent)) - fraction.length + 3
  const scaled = digits * (BINARY[suffix] ?? 1n)
  const millis = power >= 0 ? scaled * 10n ** BigInt(power) : ceilDivide(scaled, 10n ** BigInt(-power))
  if (millis >= MOST_MILLIS) {
    const capped = suffix in BINARY && millis > MOST_BYTES * 1000n ? MOST_BYTES * 1000n : millis
    const lost = !(suffix in BINARY) && isLostAboveInt64(digits, power)
    return { text: suffix in BINARY ? text : decimalText(millis / 1000n), fractional: !lost && BigInt.asIntN(64, capped) % 1000n !== 0n }
  }
  if (suffix === 'm' && millis % 1000n !== 0n) return { text: text.trim(), fractional: digits > 0n }
  return millis % 1000n === 0n ? { text, fractional: false } : { text: `${sign === '-' ? '-' : ''}${millis}m`, fractional: true }
}

/** A short number with a large suffix is multiplied ten by ten, and nothing is left at the first overflow; a few powers are multiplied at once. */
function isLostAboveInt64(digits: bigint, power: number): boolean {
  return digits < 10n ** 18n && ![0, 1, 2, 3, 6, 9].includes(power)
}

/** `100E`: tens as a suffix, or as an exponent where there is none so large. */
function decimalText(value: bigint): string {
  let amount = value
  let tens = 0
  while (amount % 1000n === 0n) {
    amount /= 1000n
    tens += 3
  }
  const suffix = Object.keys(POWERS).find((name) => POWERS[name] === tens)
  return `${amount}${tens === 0 ? '' : (suffix ?? `e${tens}`)}`
}

function ceilDivide(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by
}
