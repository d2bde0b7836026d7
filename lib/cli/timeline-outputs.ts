import { UsageError } from './usage-error.ts'

export const TIMELINE_FORMATS = ['text', 'json', 'html'] as const
export type TimelineFormat = (typeof TIMELINE_FORMATS)[number]

export interface TimelineOutput {
  readonly format: TimelineFormat
  /** Standard output without it. */
  readonly file?: string
}

interface Given {
  readonly format: string
  readonly html?: string | boolean
  readonly output?: readonly string[]
}

/** Where the calendar goes, and the paths that it is read from: what stands after `--html` is its file only if it is named like a page. */
export function planTimeline(
  paths: readonly string[],
  { format, html, output = [] }: Given,
): { readonly paths: readonly string[]; readonly outputs: readonly TimelineOutput[] } {
  const files = output.map((value): TimelineOutput => {
    const equals = value.indexOf('=')
    if (equals < 1 || equals === value.length - 1)
      throw new UsageError(`--output: '${value}' is not format=file, such as html=calendar.html`)
    return { format: known('--output', value.slice(0, equals)), file: value.slice(equals + 1) }
  })
  const named = known('--format', format)
  if (html === undefined || html === false) return { paths, outputs: [{ format: named }, ...files] }
  if (named === 'json') throw new UsageError('--html and --format json both want standard output; use --output json=calendar.json')
  const page: TimelineOutput = isPage(html) ? { format: 'html', file: html } : { format: 'html' }
  return { paths: typeof html === 'string' && html !== '-' && !isPage(html) ? [html, ...paths] : paths, outputs: [page, ...files] }
}

function isPage(name: string | boolean): name is string {
  return typeof name === 'string' && /\.html?$/i.test(name)
}

function known(option: string, format: string): TimelineFormat {
  if ((TIMELINE_FORMATS as readonly string[]).includes(format)) return format as TimelineFormat
  throw new UsageError(`${option}: unknown format '${format}' (known: ${TIMELINE_FORMATS.join(', ')})`)
}
