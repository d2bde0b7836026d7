import type { Scalar } from './node.ts'
import { isFloat } from './scalar.ts'

const MAX_INT64 = 2n ** 63n - 1n

/** A key as JSON has it: numbers and booleans in Go's writing. `undefined` for integers beyond int64, which Go refuses as keys. */
export function keyText({ value, text }: Scalar): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return isFloat(text, value) ? goFloat32(value) : String(value)
  if (typeof value === 'bigint') return value > MAX_INT64 ? undefined : String(value)
  return String(value)
}

/** Keys of different types are different for YAML. */
export function typedKey({ value }: Scalar, text: string): string {
  return typeof value === 'string' ? text : `\0${text}`
}

/** The shortest text of a 32-bit float, with an exponent from 1e+06 on and below 1e-4, as Go's `FormatFloat(f, 'g', -1, 32)`. */
function goFloat32(value: number): string {
  const single = Math.fround(value)
  if (!Number.isFinite(single)) return Number.isNaN(single) ? '.nan' : single > 0 ? '.inf' : '-.inf'
  let digits = single.toPrecision(9)
  for (let precision = 1; precision < 9; precision++) {
    const shorter = single.toPrecision(precision)
    if (Math.fround(Number(shorter)) === single) {
      digits = shorter
      break
    }
  }
  const [mantissa, exponent] = Number(digits).toExponential().split('e')
  const power = Number(exponent)
  if (power >= -4 && power < 6) return (Object.is(single, -0) ? '-' : '') + plainDigits(mantissa, power)
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}

function plainDigits(mantissa: string, power: number): string {
  const sign = mantissa.startsWith('-') ? '-' : ''
  const digits = mantissa.replace(/[-.]/g, '')
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${digits}`
  if (digits.length <= power + 1) return sign + digits + '0'.repeat(power + 1 - digits.length)
  return `${sign}${digits.slice(0, power + 1)}.${digits.slice(power + 1)}`
}
