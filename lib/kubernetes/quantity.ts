/** The form of a quantity: sign, digits, then a suffix. `.` and `m` alone pass as zero, as at the server. */
const QUANTITY = /^([+-]?)(\d*)(?:\.(\d*))?(?:([eE])([+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/

/** What the server's scanner takes for a suffix, whether it knows it or not: then it complains of the suffix, else of the whole. */
const FORM = /^[+-]?\d*(?:\.\d*)?[eEinumkKMGTP]*[+-]?\d*$/

const SUFFIXES: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
}

/** True for what the server reads as a quantity. Blanks around it are not part of it. */
export function isQuantity(text: string): boolean {
  return text !== '' && QUANTITY.test(text) && !/[eE][+-]?\d{19,}$/.test(text)
}

/** Why the server takes a text for no quantity, in its words. */
export function quantityFault(text: string): string {
  if (text !== '' && FORM.test(text)) return "unable to parse quantity's suffix"
  return "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
}

/** The few quantities that a fleet is made of. */
const known = new Map<string, number | undefined>()
const MOST_KNOWN = 1024

/** A quantity in its base unit (cores, bytes), or `undefined` for no quantity. */
export function quantityValue(text: string): number | undefined {
  if (known.has(text)) return known.get(text)
  const value = computeValue(text)
  if (known.size < MOST_KNOWN && text.length < 32) known.set(text, value)
  return value
}

function computeValue(text: string): number | undefined {
  const match = QUANTITY.exec(text.trim())
  if (!match || text === '') return undefined
  const [, sign, whole, fraction = '', , exponent, suffix = ''] = match
  const digits = Number(`${whole || '0'}.${fraction || '0'}`)
  const scaled = exponent === undefined ? digits * SUFFIXES[suffix] : digits * 10 ** Number(exponent)
  return sign === '-' ? -scaled : scaled
}
