import type { UncheckedReason } from './manifest.ts'

/**
 * Recognises a text that is no manifest yet: Helm and other templates. Called for documents that do not parse, or whose keys are placeholders;
 * in a document that parses, `{{ }}` inside a quoted value is a placeholder like any other.
 */
export function templateReason(text: string): { readonly reason: UncheckedReason; readonly message: string } | undefined {
  if (/\{\{-?\s*(?:\/\*|(?:if|else|end|range|with|define|include|template|toYaml|tpl|block|\.Values|\.Release|\.Chart|\.Files|\.Capabilities|\$|\.)\b|\.)/.test(text)) {
    return { reason: 'helm-template', message: 'a Helm template: render it first (helm template … | cronwright lint -)' }
  }
  if (/\{%-?\s*\w+|\{\{[^}]*\}\}|<%[=-]?|\{\{#|\{\{\//.test(text)) return { reason: 'template', message: 'a template: render it first and lint the result' }
  if (/(^|[\s:"'-])(__[A-Z][A-Z0-9_]*__|@@?[A-Z][A-Z0-9_]*@@?|%[A-Z][A-Z0-9_]*%|<[A-Z][A-Z0-9_-]*>|\$\{\{?[^}]*\}?\})/m.test(text)) {
    return { reason: 'template', message: 'a template with placeholders that are no YAML: fill them in first and lint the result' }
  }
  // A line that sed replaces: a name in capitals where YAML wants a key, `IMAGE_TAG` or `FENCE_IMAGE|-default-|`.
  if (/^[ \t-]*[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?:\|.*\|)?[ \t]*$/m.test(text)) {
    return { reason: 'template', message: 'a template whose lines are replaced by a script: render it first and lint the result' }
  }
  return undefined
}
