import type { Composer } from './composer.ts'
import type { Item, Node, Scalar, ScalarStyle } from './node.ts'
import type { Scanner } from './scanner.ts'

/*
 * Flow collections of scalars that stand alone on the rest of a line, `["/bin/sh", "-c"]` and `{cpu: 100m, memory: 128Mi}`, read without tokens. What nests, goes on below or holds a
 * character that needs a second look is left to them.
 */

const WORD = String.raw`[A-Za-z0-9_/.$][A-Za-z0-9_/.$@%+=-]*(?: [A-Za-z0-9_/.$][A-Za-z0-9_/.$@%+=-]*)*`
const QUOTED = String.raw`"[ !#-\[\]-~]*"|'[ -&(-~]*'`
const KEY = String.raw`[A-Za-z_][A-Za-z0-9_/.-]*`
const SEQUENCE = new RegExp(String.raw`\[ *(?:(?:${WORD}|${QUOTED})(?: *, *(?:${WORD}|${QUOTED}))* *)?\](?= *(?:\n|$))`, 'y')
const MAPPING = new RegExp(
  String.raw`\{ *(?:${KEY}: +(?:${WORD}|${QUOTED})(?: *, *${KEY}: +(?:${WORD}|${QUOTED}))* *)?\}(?= *(?:\n|$))`,
  'y',
)
const ITEM = new RegExp(String.raw`${WORD}|${QUOTED}`, 'y')
const PAIR = new RegExp(String.raw`(${KEY}): +(${WORD}|${QUOTED})`, 'y')

/** The collection that begins behind the blanks at the scanner, which then stands behind it; `undefined` where it takes tokens. */
export function quickFlow(scanner: Scanner, composer: Composer, level: number): Node | undefined {
  const { text } = scanner
  let start = scanner.at
  while (text.charCodeAt(start) === 0x20) start++
  const first = text.charCodeAt(start)
  if (first !== 0x5b && first !== 0x7b) return undefined
  const end = endOf(first === 0x5b ? SEQUENCE : MAPPING, text, start)
  if (end < 0 || end > scanner.end) return undefined
  composer.checkLevel(level, { start })
  if (text.slice(start + 1, end - 1).trim() !== '') composer.checkLevel(level + 1, { start })
  scanner.at = end
  scanner.simpleKeyAllowed = false
  return first === 0x5b ? sequence(text, start, end, composer) : mapping(text, start, end, composer)
}

function sequence(text: string, start: number, end: number, composer: Composer): Node {
  const items: Item[] = []
  for (let at = nextEntry(text, start + 1); at < end - 1; at = nextEntry(text, at)) {
    const value = scalar(text, at, endOf(ITEM, text, at), composer)
    items.push({ value, start: at })
    at = value.end
  }
  return composer.sequence(items, true, start, end, undefined, undefined)
}

function mapping(text: string, start: number, end: number, composer: Composer): Node {
  const pairs = composer.pairs()
  for (let at = nextEntry(text, start + 1); at < end - 1; at = nextEntry(text, at)) {
    PAIR.lastIndex = at
    const [matched, key, value] = PAIR.exec(text) as RegExpExecArray
    const behind = at + matched.length
    composer.add(
      pairs,
      { node: composer.plainKey(key, at, at + key.length) },
      { node: scalar(text, behind - value.length, behind, composer) },
    )
    at = behind
  }
  return composer.mapping(pairs, true, start, end, undefined, undefined)
}

function scalar(text: string, start: number, end: number, composer: Composer): Scalar {
  const first = text.charCodeAt(start)
  const style: ScalarStyle = first === 0x22 ? 'double' : first === 0x27 ? 'single' : 'plain'
  const content = style === 'plain' ? text.slice(start, end) : text.slice(start + 1, end - 1)
  return composer.scalar({ style, text: content, start, end }, undefined, undefined)
}

/** Goes over blanks and the comma between two entries. */
function nextEntry(text: string, from: number): number {
  let at = from
  for (let code = text.charCodeAt(at); code === 0x20 || code === 0x2c; code = text.charCodeAt(at)) at++
  return at
}

/** Where the match of a sticky pattern ends, -1 for none. */
function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : -1
}
