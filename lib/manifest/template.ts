import type { UncheckedReason } from './manifest.ts'

export interface TemplateReason {
  readonly reason: UncheckedReason
  readonly message: string
  /** Offset of the first mark of a template. */
  readonly at: number
}

const KINDS: readonly { readonly mark: RegExp; readonly reason: UncheckedReason; readonly message: string }[] = [
  {
    mark: /\{\{-?\s*(?:\/\*|(?:if|else|end|range|with|define|include|template|toYaml|tpl|block)\b|\$|\.)/,
    reason: 'helm-template',
    message: 'a Helm template: render it first (helm template … | cronwright lint -)',
  },
  { mark: /\{%-?\s*\w+|\{\{[^}]*\}\}|<%[=-]?|\{\{[#/]/, reason: 'template', message: 'a template: render it first and lint the result' },
  {
    mark: /(?:^|[\s:"'-])(?:__[A-Z][A-Z0-9_]*__|@@?[A-Z][A-Z0-9_]*@@?|%[A-Z][A-Z0-9_]*%|<[A-Z][A-Z0-9_-]*>|\$\{\{?[^}]*\}?\})/m,
    reason: 'template',
    message: 'a template with placeholders that are no YAML: fill them in first and lint the result',
  },
  {
    // A line that a script replaces: a name in capitals where YAML wants a key, `IMAGE_TAG` or `FENCE_IMAGE|-default-|`.
    mark: /^[ \t-]*[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?:\|.*\|)?[ \t]*$/m,
    reason: 'template',
    message: 'a template whose lines are replaced by a script: render it first and lint the result',
  },
]

/**
 * Recognises a text that is no manifest yet: Helm and other templates. Asked of documents that do not parse; in one that does, `{{ }}` inside a
 * quoted value is a placeholder like any other.
 */
export function templateReason(text: string): TemplateReason | undefined {
  for (const { mark, reason, message } of KINDS) {
    const at = text.search(mark)
    if (at >= 0) return { reason, message, at: at + (/^\s/.test(text.slice(at)) ? text.slice(at).search(/\S/) : 0) }
  }
  return undefined
}
