import { isBlankOrEnd, isBreak, isWordCharacter } from './characters.ts'
import { scanHandle, scanUri } from './scan-tag.ts'
import type { Scanner } from './scanner.ts'
import type { Token } from './token.ts'

/** `%YAML 1.1` or `%TAG !handle! prefix`. */
export function scanDirective(scanner: Scanner): Token {
  const start = scanner.at
  scanner.at++
  const from = scanner.at
  while (isWordCharacter(scanner.code(scanner.at))) scanner.at++
  const name = scanner.text.slice(from, scanner.at)
  if (name === '' || !isBlankOrEnd(scanner.code(scanner.at)))
    scanner.fail('a line that begins with % is a directive; quote a value that begins with %', start)
  const token =
    name === 'YAML'
      ? scanVersion(scanner, start)
      : name === 'TAG'
        ? scanTagDirective(scanner, start)
        : scanner.fail(`unknown directive %${name}`, start, scanner.at)
  scanner.skipBlanks()
  if (scanner.code(scanner.at) === 0x23) scanner.scanComment()
  const code = scanner.code(scanner.at)
  if (code === code && !isBreak(code)) scanner.fail('a directive ends with its line')
  if (code === code) scanner.newLine()
  return token
}

function scanVersion(scanner: Scanner, start: number): Token {
  scanner.skipBlanks()
  const match = /^\d{1,9}\.\d{1,9}/.exec(scanner.text.slice(scanner.at, Math.min(scanner.end, scanner.at + 20)))
  if (!match) scanner.fail('%YAML needs a version such as 1.1', start, scanner.at)
  scanner.at += match[0].length
  return { type: 'yaml-directive', start, end: scanner.at, text: match[0], style: 'plain', suffix: '' }
}

function scanTagDirective(scanner: Scanner, start: number): Token {
  scanner.skipBlanks()
  if (scanner.code(scanner.at) !== 0x21) scanner.fail('%TAG needs a handle such as !name!', start, scanner.at)
  const handle = scanHandle(scanner)
  if (handle !== '!' && !handle.endsWith('!')) scanner.fail('%TAG needs a handle such as !name!', start, scanner.at)
  if (!isBlankOrEnd(scanner.code(scanner.at)) || isBreak(scanner.code(scanner.at)))
    scanner.fail('%TAG needs a blank behind its handle', start, scanner.at)
  scanner.skipBlanks()
  const suffix = scanUri(scanner, '', start)
  if (!isBlankOrEnd(scanner.code(scanner.at))) scanner.fail('%TAG needs a prefix', start, scanner.at)
  return { type: 'tag-directive', start, end: scanner.at, text: handle, style: 'plain', suffix }
}
