import type { UncheckedReason } from './manifest.ts'

export interface TemplateReason {
  readonly reason: UncheckedReason
  readonly message: string
  /** Offset of the first mark of a template. */
  readonly at: number
}

const REPLACED = 'a template whose lines are replaced by a script: render it first and lint the result'

const REPLACED_HERE =
  'a script replaces this line: it is not checked, and nothing is taken for missing; render it first and lint the result'

const KINDS: readonly { readonly mark: RegExp; readonly reason: UncheckedReason; readonly message: string; readonly near?: true }[] = [
  {
    mark: /\{\{-?\s*(?:\/\*|(?:if|else|end|range|with|define|include|template|toYaml|tpl|block)\b|\$|\.)/,
    reason: 'helm-template',
    message: 'a Helm template: render it first (helm template … | cronwright lint -)',
  },
  { mark: /\{%-?\s*\w+|\{\{[^}]*\}\}|<%[=-]?|\{\{[#/]/, reason: 'template', message: 'a template: render it first and lint the result' },
  {
    // A shell has such marks too: only those at the fault say that the text is a template.
    near: true,
    mark: /(?:^|[\s:"'-])(?:__[A-Z][A-Z0-9_]*__|@@?[A-Z][A-Z0-9_]*@@?|%[A-Z][A-Z0-9_]*%|<[A-Z][A-Z0-9_-]*>|\$\{\{?[^}]*\}?\})/m,
    reason: 'template',
    message: 'a template with placeholders that are no YAML: fill them in first and lint the result',
  },
  {
    // A line that a script replaces: a name in capitals where YAML wants a key, `IMAGE_TAG` or `FENCE_IMAGE|-default-|`.
    mark: /^[ \t-]*(?:[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)+(?:\|.*\|)?[ \t]*$|[A-Z][A-Z0-9_-]*\|-.*-\|)/m,
    reason: 'template',
    message: REPLACED,
  },
]

/** `FENCE_IMAGE|-image: fence:master-|` is YAML by chance: a script puts the whole line. */
const REPLACED_LINE = /^[ \t-]*[A-Z][A-Z0-9_-]*\|-[^\n]*-\|[^\n\r]*/m

/** The text without such lines, every other character where it was. What stands around them is as real as anywhere. */
export function withoutReplacedLines(text: string): string {
  return text.replace(new RegExp(REPLACED_LINE, 'gm'), (line) => ' '.repeat(line.length))
}

/** Where the first line stands that a script replaces, in a document that parses or does not. */
export function replacedLine(text: string): TemplateReason | undefined {
  if (!text.includes('-|')) return undefined
  const at = text.search(REPLACED_LINE)
  return at < 0 ? undefined : { reason: 'template', message: REPLACED_HERE, at: at + text.slice(at).search(/\S/) }
}

/**
 * Recognises a text that is no manifest yet: Helm and other templates. Asked of documents that do not parse; in one that does, `{{ }}` inside a
 * quoted value is a placeholder like any other.
 */
export function templateReason(text: string, error: number): TemplateReason | undefined {
  for (const { mark, reason, message, near } of KINDS) {
    const at = near ? searchNear(text, mark, error) : text.search(mark)
    if (at >= 0) return { reason, message, at: at + (/^\s/.test(text.slice(at)) ? text.slice(at).search(/\S/) : 0) }
  }
  return undefined
}

/** The mark on the line of the fault or next to it. */
function searchNear(text: string, mark: RegExp, error: number): number {
  const from = text.lastIndexOf('\n', text.lastIndexOf('\n', error - 1) - 1) + 1
  const behind = text.indexOf('\n', error)
  const until = behind < 0 ? text.length : behind
  const found = text.slice(from, until).search(mark)
  return found < 0 ? -1 : from + found
}
