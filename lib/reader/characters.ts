/* Classes of characters as the YAML 1.1 specification has them. Codes are UTF-16 units; behind the end of a text the code is NaN. */

export const TAB = 0x09
export const SPACE = 0x20

/** A line break: LF, CR, NEL, LS or PS. */
export function isBreak(code: number): boolean {
  return code === 0x0a || code === 0x0d || code === 0x85 || code === 0x2028 || code === 0x2029
}

export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB
}

/** A blank, a line break or the end of the text. */
export function isBlankOrEnd(code: number): boolean {
  return (
    code === SPACE ||
    code === 0x0a ||
    code === TAB ||
    code === 0x0d ||
    Number.isNaN(code) ||
    code === 0x85 ||
    code === 0x2028 ||
    code === 0x2029
  )
}

/** Letters, digits, `_` and `-`: what names of anchors and handles are made of. */
export function isWordCharacter(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39) || code === 0x5f || code === 0x2d
  )
}

/** Characters that no YAML text may hold: most controls, and halves of surrogate pairs. */
export const FORBIDDEN_CHARACTER =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/** The line break that a break becomes in a value: LS and PS stay, all others are LF. */
export function breakText(text: string, at: number): string {
  const code = text.charCodeAt(at)
  return code === 0x2028 || code === 0x2029 ? text[at] : '\n'
}

/** Offset behind a line break; CR LF is one. */
export function afterBreak(text: string, at: number): number {
  return text.charCodeAt(at) === 0x0d && text.charCodeAt(at + 1) === 0x0a ? at + 2 : at + 1
}
