import { isLegal, type Diagnosis, type Dialect } from './diagnosis.ts'
import { MENDS, type Mend } from './field-mends.ts'

/** Mends of mends end somewhere: `Monday-7` takes two. */
const MOST_MENDS = 3

/** Five fields, each read as an author of another cron may have meant it; `undefined` where one of them cannot be understood. */
export function mendFields(expression: string): Diagnosis | undefined {
  const split = expression.split(/\s+/)
  const fields = split.length === 5 ? split : separated(expression)
  if (fields.length !== 5) return undefined
  const mends = fields.map(mendField)
  if (mends.includes(undefined)) return undefined
  const known = mends as readonly Mend[]
  const changed = known.filter(({ why }) => why !== '')
  const glued = fields !== split
  if (changed.length === 0 && !glued) return undefined
  const texts = known.map(({ text }) => text)
  // All days of the week beside a star are a star: `1-7` of Vixie cron.
  if (texts[4] === '0-6' && texts[2] === '*') texts[4] = '*'
  return {
    dialect: changed[0]?.dialect ?? 'typing error',
    why: [...(glued ? ['blanks stand between the fields'] : []), ...new Set(changed.map(({ why }) => why))].join('; '),
    schedule: texts.join(' '),
    exact: known.every(({ exact }) => exact) && !tornStep(fields),
  }
}

/** `* /10 * * *`: a blank inside of a step, or a star that is missing? */
function tornStep(fields: readonly string[]): boolean {
  return fields.some((field, index) => field.startsWith('/') && fields[index - 1] === '*')
}

/** `11 10 ***`: stars that lost their blanks. */
function separated(expression: string): readonly string[] {
  return expression.replace(/\*(?=\*)/g, '* ').split(/\s+/)
}

function mendField(field: string, index: number): Mend | undefined {
  const pieces = field.split(',').filter((piece) => piece !== '')
  if (pieces.length === 0) return undefined
  const mended = pieces.map((piece) => mendPiece(piece, index, MOST_MENDS))
  if (mended.includes(undefined)) return undefined
  const known = mended as readonly Mend[]
  const changed = known.filter(({ why }) => why !== '')
  return {
    text: unique(known.map(({ text }) => text).join()),
    why: [...new Set(changed.map(({ why }) => why))].join('; '),
    dialect: changed[0]?.dialect ?? ('typing error' satisfies Dialect),
    exact: known.every(({ exact }) => exact),
  }
}

function mendPiece(piece: string, index: number, most: number): Mend | undefined {
  if (isLegalField(piece, index)) return { text: piece, why: '', dialect: 'typing error', exact: true }
  if (most === 0) return undefined
  for (const mend of MENDS) {
    const first = mend(piece, index)
    if (!first || first.text === piece) continue
    const rest = first.text.split(',').map((part) => mendPiece(part, index, most - 1))
    if (rest.includes(undefined)) continue
    const known = rest as readonly Mend[]
    return { ...first, text: known.map(({ text }) => text).join(), exact: first.exact && known.every(({ exact }) => exact) }
  }
  return undefined
}

function isLegalField(field: string, index: number): boolean {
  return isLegal(['*', '*', '*', '*', '*'].with(index, field).join(' '))
}

function unique(list: string): string {
  return [...new Set(list.split(','))].join()
}
