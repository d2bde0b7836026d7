import type { Cause, Verdict } from '../kubernetes/index.ts'

/** A document of the batch group without a kind: the server would take it for what its endpoint serves, kubectl does not know where to send it. */
export function lacksKind({ apiVersion, kind, accepted }: Verdict): boolean {
  return accepted === undefined && !kind && apiVersion?.startsWith('batch/') === true
}

/** What kubectl would print for a verdict, line by line: the answer, then where kubectl's own reading differs from the server's. */
export function kubectlWords(verdict: Verdict, source: string): readonly string[] {
  if (lacksKind(verdict))
    return [`error: error validating "${source}": error validating data: kind not set`, 'note: the server fills it in, from the endpoint']
  return [...verdict.warnings.map((warning) => `Warning: ${warning}`), ...answer(verdict, source), ...differences(verdict)]
}

function answer({ accepted, apiVersion, kind = '', name = '', causes }: Verdict, source: string): readonly string[] {
  if (accepted) return [`${kind.toLowerCase()}.batch/${name} created (server dry run)`]
  const [first] = causes
  if (first === undefined) return []
  switch (first.stage) {
    case 'route':
      return [
        `error: resource mapping not found for name: "${name}" from "${source}": no matches for kind "${kind}" in version "${apiVersion ?? ''}"`,
      ]
    case 'decode':
      if (first.reason === 'Syntax') return [`error: error parsing ${source}: error converting YAML to JSON: ${first.message}`]
      return [
        `Error from server (BadRequest): error when creating "${source}": ${kind} in version "v1" cannot be handled as a ${kind}: ${decodeError(causes)}`,
      ]
    case 'validation':
      return invalid(kind, name, causes)
  }
}

function decodeError(causes: readonly Cause[]): string {
  const strict = causes.some(({ reason }) => reason === 'UnknownField' || reason === 'DuplicateField')
  return `${strict ? 'strict decoding error: ' : ''}${causes.map(({ message }) => message).join(', ')}`
}

function invalid(kind: string, name: string, causes: readonly Cause[]): readonly string[] {
  // The server's message has equal causes once.
  const told = [...new Set(causes.map(({ field, message }) => `${field}: ${message}`))]
  const head = `The ${kind} "${name}" is invalid: `
  return told.length === 1 ? [head + told[0]] : [head.trimEnd(), ...told.map((line) => `* ${line}`)]
}

/** kubectl turns YAML into JSON before it sends, and wants to know the kind itself. */
function differences({ causes, apiVersion, accepted }: Verdict): readonly string[] {
  const repeated = causes.filter(({ reason }) => reason === 'DuplicateField')
  if (repeated.length > 0) {
    const keys = [...new Set(repeated.map(({ field }) => field))].join(', ')
    const rest = repeated.length === causes.length ? 'accepts this and drops' : 'does not see the repetition and drops'
    return [`note: kubectl ${rest} all but the last value of ${keys}, without a word`]
  }
  if (accepted && !apiVersion) return ['note: kubectl refuses this, for apiVersion is not set; the server fills it in']
  return []
}
