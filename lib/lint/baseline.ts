import type { Finding } from './finding.ts'

/**
 * The findings that an old repository starts with. Keys are rule, object and path, never message or line: moving or reindenting an object does
 * not bring its findings back, and a fixed finding shrinks the baseline when it is next written.
 */
export interface Baseline {
  readonly version: 1
  /** Key → how many findings have it. */
  readonly findings: Readonly<Record<string, number>>
}

export class BaselineError extends Error {
  override readonly name = 'BaselineError'
}

export function baselineKey({ rule, object, path, file }: Finding): string {
  const name = object?.name === undefined ? file : `${object.kind} ${object.namespace ?? ''}/${object.name}`
  return `${rule} | ${name} | ${path}`
}

export function writeBaseline(findings: readonly Finding[]): string {
  const counts = new Map<string, number>()
  for (const finding of findings) counts.set(baselineKey(finding), (counts.get(baselineKey(finding)) ?? 0) + 1)
  const sorted = Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
  return `${JSON.stringify({ version: 1, findings: sorted } satisfies Baseline, undefined, 2)}\n`
}

/** How many findings it holds. */
export function countBaseline({ findings }: Baseline): number {
  return Object.values(findings).reduce((sum, count) => sum + count, 0)
}

/** Reads what `writeBaseline` wrote. Throws a BaselineError with one line for anything else. */
export function readBaseline(text: string): Baseline {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new BaselineError('no JSON; write it anew with --write-baseline')
  }
  const { version, findings } = (value ?? {}) as Record<string, unknown>
  if (version !== 1)
    throw new BaselineError(
      `version ${JSON.stringify(version)} of the baseline is not known here (known: 1); write it anew with --write-baseline`,
    )
  if (findings === null || typeof findings !== 'object' || Array.isArray(findings))
    throw new BaselineError('no "findings" in it; write it anew with --write-baseline')
  for (const [key, count] of Object.entries(findings)) {
    if (!Number.isInteger(count) || (count as number) < 1)
      throw new BaselineError(`the count of ${JSON.stringify(key)} is no positive number`)
  }
  return { version: 1, findings: findings as Record<string, number> }
}

/** Divides findings into those that are new and those that the baseline knows; of equal ones the first are known. */
export function applyBaseline(
  findings: readonly Finding[],
  baseline: Baseline,
): { readonly fresh: readonly Finding[]; readonly known: readonly Finding[] } {
  const left = new Map(Object.entries(baseline.findings))
  const fresh: Finding[] = []
  const known: Finding[] = []
  for (const finding of findings) {
    const count = left.get(baselineKey(finding)) ?? 0
    if (count > 0) {
      left.set(baselineKey(finding), count - 1)
      known.push(finding)
    } else fresh.push(finding)
  }
  return { fresh, known }
}
