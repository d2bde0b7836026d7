import { isBlankOrEnd, isWordCharacter } from './characters.ts'
import type { Scanner } from './scanner.ts'
import type { Token } from './token.ts'

/** `!`, `!local`, `!!core`, `!handle!suffix` or `!<verbatim>`. */
export function scanTag(scanner: Scanner): Token {
  const start = scanner.at
  let handle = ''
  let suffix: string
  if (scanner.code(start + 1) === 0x3c) {
    scanner.at += 2
    suffix = scanUri(scanner, '', start)
    if (scanner.code(scanner.at) !== 0x3e) scanner.fail("a tag in angle brackets needs its '>'", start)
    scanner.at++
  } else {
    handle = scanHandle(scanner)
    if (handle.length > 1 && handle.endsWith('!')) suffix = scanUri(scanner, '', start)
    else {
      suffix = scanUri(scanner, handle, start)
      handle = suffix === '' ? '' : '!'
      if (suffix === '') suffix = '!'
    }
  }
  if (!isBlankOrEnd(scanner.code(scanner.at))) scanner.fail('a tag ends at a blank', start, scanner.at + 1)
  return { type: 'tag', start, end: scanner.at, text: handle, style: 'plain', suffix }
}

/** `!`, `!!` or `!name!`; of `!name` the whole, which is then the beginning of a suffix. */
export function scanHandle(scanner: Scanner): string {
  const start = scanner.at
  scanner.at++
  while (isWordCharacter(scanner.code(scanner.at))) scanner.at++
  if (scanner.code(scanner.at) === 0x21) scanner.at++
  return scanner.text.slice(start, scanner.at)
}

const URI_CHARACTER = /[-_;/?:@&=+$,.!~*'()[\]%0-9A-Za-z]/

/** The rest of a tag behind `head`, whose first `!` is no part of it. Escapes such as `%20` are resolved. */
export function scanUri(scanner: Scanner, head: string, start: number): string {
  const from = scanner.at
  while (scanner.at < scanner.end && URI_CHARACTER.test(scanner.text[scanner.at])) scanner.at++
  const uri = scanner.text.slice(from, scanner.at)
  if (head.length === 0 && uri === '') scanner.fail('a tag needs a name', start, scanner.at)
  try {
    return head.slice(1) + decodeURIComponent(uri)
  } catch {
    return scanner.fail('a % in a tag is followed by two hexadecimal digits', start, scanner.at)
  }
}
