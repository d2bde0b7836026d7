/** Scripts and symbols that a terminal gives two columns, and marks that stand on the letter before them. */
const WIDE =
  /[\u1100-\u115f\u231a\u231b\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u
const NO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u

/** Text that moves no cursor and sets no colour, whatever a manifest says. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
}

/** How many columns of a terminal a text takes. */
export function displayWidth(text: string): number {
  let width = 0
  for (const character of text) width += characterWidth(character)
  return width
}

function characterWidth(character: string): number {
  if (character <= '~') return 1
  if (NO_WIDTH.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}

/** Exactly as many columns: filled with spaces, or cut with an ellipsis. */
export function fitted(text: string, columns: number): string {
  const width = displayWidth(text)
  if (width <= columns) return text + ' '.repeat(columns - width)
  let kept = ''
  let used = 0
  for (const character of text) {
    const next = characterWidth(character)
    if (used + next > columns - 1) break
    kept += character
    used += next
  }
  return `${kept}…${' '.repeat(Math.max(0, columns - 1 - used))}`
}
