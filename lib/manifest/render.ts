import { resolveText, type ScalarStyle } from '../reader/index.ts'

export type RenderValue =
  string | number | bigint | boolean | null | readonly RenderValue[] | { readonly [key: string]: RenderValue | undefined }

/** A scalar as YAML text that Kubernetes reads as this value, in the style of what stood there before where that is possible. */
export function renderScalar(value: string | number | bigint | boolean | null, style: ScalarStyle = 'plain'): string {
  if (typeof value !== 'string') return value === null ? 'null' : String(value)
  if (style === 'single' && !/[\n\r\t\u0000-\u001f]/.test(value)) return `'${value.replaceAll("'", "''")}'`
  if (style === 'double' || !isPlain(value)) return JSON.stringify(value)
  return value
}

/** True when the text can stand unquoted and is read back as itself by every reader. */
function isPlain(text: string): boolean {
  if (text === '' || text !== text.trim() || typeof resolveText(text) !== 'string') return false
  if (/^\d[\d:]*:\d\d$|^0o|^[-+.]?\d/.test(text)) return false
  return /^[A-Za-z0-9_/][^\u0000-\u001f\u007f-\u009f#:,[\]{}"'`|>&*!%@\\?]*$/.test(text)
}

/** `key: value` as block lines at an indentation. Mappings and lists go below the key. */
export function renderPair(key: string, value: RenderValue, indent: number, newline: string): string {
  const blanks = ' '.repeat(indent)
  const name = isPlain(key) ? key : JSON.stringify(key)
  if (Array.isArray(value))
    return value.length === 0
      ? `${blanks}${name}: []${newline}`
      : `${blanks}${name}:${newline}${renderItems(value as readonly RenderValue[], indent + 2, newline)}`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value as { readonly [key: string]: RenderValue | undefined })
    if (entries.length === 0) return `${blanks}${name}: {}${newline}`
    return `${blanks}${name}:${newline}${entries.map(([child, item]) => (item === undefined ? '' : renderPair(child, item, indent + 2, newline))).join('')}`
  }
  return `${blanks}${name}: ${renderScalar(value as string | number | boolean | null)}${newline}`
}

function renderItems(items: readonly RenderValue[], indent: number, newline: string): string {
  const blanks = ' '.repeat(indent)
  return items
    .map((item) => {
      if (item === null || typeof item !== 'object') return `${blanks}- ${renderScalar(item)}${newline}`
      const entries = Object.entries(item as { readonly [key: string]: RenderValue | undefined })
      const text = entries.map(([key, value]) => (value === undefined ? '' : renderPair(key, value, indent + 2, newline))).join('')
      return text === '' ? `${blanks}- {}${newline}` : `${blanks}- ${text.slice(indent + 2)}`
    })
    .join('')
}

/** A value on one line, for a flow collection; `quoted` as JSON has it. */
export function renderFlow(value: RenderValue, quoted = false): string {
  if (Array.isArray(value)) return `[${(value as readonly RenderValue[]).map((item) => renderFlow(item, quoted)).join(', ')}]`
  if (value !== null && typeof value === 'object')
    return `{${Object.entries(value)
      .flatMap(([key, item]) => (item === undefined ? [] : [renderFlowPair(key, item as RenderValue, quoted)]))
      .join(', ')}}`
  return typeof value === 'string' ? renderFlowText(value, quoted) : renderScalar(value as number | boolean | null)
}

export function renderFlowPair(key: string, value: RenderValue, quoted: boolean): string {
  return `${renderFlowText(key, quoted)}: ${renderFlow(value, quoted)}`
}

function renderFlowText(text: string, quoted: boolean): string {
  return !quoted && isPlain(text) ? text : JSON.stringify(text)
}
