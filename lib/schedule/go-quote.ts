const NAMED: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
}

/** A text in Go's quotes (`%q`): what cannot be printed is escaped. */
export function goQuote(text: string): string {
  return `"${text.replace(/["\\]|(?! )[\p{C}\p{Z}]/gu, (character) => NAMED[character] ?? escaped(character.codePointAt(0) as number))}"`
}

function escaped(code: number): string {
  const hex = (width: number): string => code.toString(16).padStart(width, '0')
  if (code < 0x80) return `\\x${hex(2)}`
  return code > 0xffff ? `\\U${hex(8)}` : `\\u${hex(4)}`
}
